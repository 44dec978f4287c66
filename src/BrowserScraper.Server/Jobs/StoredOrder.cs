using System.Text.Json;
using System.Text.Json.Serialization;

namespace BrowserScraper.Server.Jobs;

/// <summary>A <see cref="JobOrder"/> as <c>jobs.json</c> has it.</summary>
internal sealed record StoredOrder
{
    [JsonPropertyName("script")]
    public string? Script { get; init; }

    [JsonPropertyName("request")]
    public string? Request { get; init; }

    [JsonPropertyName("settings")]
    public IReadOnlyDictionary<string, string>? Settings { get; init; }

    [JsonPropertyName("profile")]
    public string? Profile { get; init; }

    [JsonPropertyName("has_input")]
    public bool HasInput { get; init; }

    [JsonPropertyName("retry")]
    public string? Retry { get; init; }

    [JsonExtensionData]
    public IDictionary<string, JsonElement>? Further { get; init; }

    public JobOrder Read() => new(Script!)
    {
        Request = Request,
        Settings = Settings ?? new Dictionary<string, string>(),
        Profile = Profile,
        HasInput = HasInput,
        Retry = Retry,
    };

    public static StoredOrder Of(JobOrder order) => new()
    {
        Script = order.Script,
        Request = order.Request,
        Settings = order.Settings,
        Profile = order.Profile,
        HasInput = order.HasInput,
        Retry = order.Retry,
    };
}
