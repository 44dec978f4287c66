using System.Text.Json;
using System.Text.Json.Serialization;

namespace BrowserScraper.Server.Jobs;

/// <summary>A job as <c>jobs.json</c> has it. Members that a later program has added stay in it, and are written back.</summary>
internal sealed record StoredJob
{
    [JsonPropertyName("job")]
    public string? Job { get; init; }

    [JsonPropertyName("order")]
    public StoredOrder? Order { get; init; }

    [JsonPropertyName("wanted")]
    public string? Wanted { get; init; }

    [JsonPropertyName("last")]
    public StoredEnding? Last { get; init; }

    [JsonExtensionData]
    public IDictionary<string, JsonElement>? Further { get; init; }

    /// <summary>Null where it is none.</summary>
    public StoredJobs.Entry? Read() => Job is { Length: > 0 } && Order is { Script.Length: > 0 }
        ? new(Job, Order.Read(), StoredJobNames.WantedOf(Wanted), Last?.Read()) { Stored = this }
        : null;

    /// <summary>
    /// What stood there before stays where it still means the same, so that what only a later program understands is not lost.
    /// </summary>
    public static StoredJob Of(ServedJob job)
    {
        StoredJobs.Entry? entry = job.Entry;
        StoredJob before = entry?.Stored ?? new();
        return before with
        {
            Job = job.Name,
            Order = entry is not null && ReferenceEquals(entry.Order, job.Order) ? before.Order : StoredOrder.Of(job.Order),
            Wanted = before.Wanted is not null && entry?.Wanted == job.Wanted ? before.Wanted : StoredJobNames.Of(job.Wanted),
            Last = job.Last is null ? null : entry?.Last == job.Last ? before.Last : StoredEnding.Of(job.Last),
        };
    }
}
