using System.Text.Json;
using System.Text.Json.Serialization;

namespace BrowserScraper.Server.Settings;

/// <summary>Changed settings as <c>settings.json</c> has them. Members that a later program has added are written back.</summary>
internal sealed record StoredSettings
{
    public const int CurrentFormat = 1;

    [JsonPropertyName("format")]
    public int Format { get; init; } = CurrentFormat;

    [JsonPropertyName("max_workers")]
    public int? MaxWorkers { get; init; }

    [JsonPropertyName("auto_pages")]
    public bool? AutoPages { get; init; }

    [JsonPropertyName("max_retries")]
    public int? MaxRetries { get; init; }

    [JsonPropertyName("backoff_factor")]
    public double? BackoffFactor { get; init; }

    [JsonPropertyName("output_dir")]
    public string? OutputDir { get; init; }

    [JsonPropertyName("workers_stopped")]
    public bool? WorkersStopped { get; init; }

    [JsonExtensionData]
    public IDictionary<string, JsonElement>? Further { get; init; }

    public SettingsChange Read() => new()
    {
        MaxWorkers = MaxWorkers,
        AutoPages = AutoPages,
        MaxRetries = MaxRetries,
        BackoffFactor = BackoffFactor,
        OutputDir = OutputDir,
        WorkersStopped = WorkersStopped,
    };

    /// <summary>These settings, with what else stood in the file.</summary>
    public StoredSettings With(SettingsChange change) => this with
    {
        Format = CurrentFormat,
        MaxWorkers = change.MaxWorkers,
        AutoPages = change.AutoPages,
        MaxRetries = change.MaxRetries,
        BackoffFactor = change.BackoffFactor,
        OutputDir = change.OutputDir,
        WorkersStopped = change.WorkersStopped,
    };
}
