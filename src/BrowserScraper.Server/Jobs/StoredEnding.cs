using System.Text.Json;
using System.Text.Json.Serialization;

namespace BrowserScraper.Server.Jobs;

/// <summary>A <see cref="JobEnding"/> as <c>jobs.json</c> has it.</summary>
internal sealed record StoredEnding
{
    [JsonPropertyName("state")]
    public string? State { get; init; }

    [JsonPropertyName("run")]
    public string? Run { get; init; }

    [JsonPropertyName("message")]
    public string? Message { get; init; }

    [JsonPropertyName("at"), JsonConverter(typeof(MomentFormat))]
    public DateTimeOffset At { get; init; }

    [JsonExtensionData]
    public IDictionary<string, JsonElement>? Further { get; init; }

    public JobEnding Read() => new(StoredJobNames.StateOf(State), Run, Message, At);

    public static StoredEnding Of(JobEnding ending) =>
        new() { State = StoredJobNames.Of(ending.State), Run = ending.Run, Message = ending.Message, At = ending.At };
}
