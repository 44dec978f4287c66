using System.Text.Json;
using System.Text.Json.Serialization;

namespace BrowserScraper.Lists;

/// <param name="Request">What the script was asked for; empty where it has no options.</param>
/// <param name="Found">Items that were found.</param>
/// <param name="At">When.</param>
internal sealed record ListSize(string Request, int Found, DateTimeOffset At)
{
    /// <summary>Members that a later program has added; they are written back.</summary>
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? Further { get; init; }
}
