using System.Text.Json;

namespace BrowserScraper.Benchmarks.Contenders;

/// <summary>When a contender worked: from signed in to the last file, by the machine's clock.</summary>
internal sealed record WorkSpan(DateTimeOffset SignedIn, DateTimeOffset Ended)
{
    public double Seconds => (Ended - SignedIn).TotalSeconds;

    /// <summary>The last line that a loop or a peer writes: both in milliseconds since 1970.</summary>
    public static WorkSpan Parse(string output)
    {
        using JsonDocument line = JsonDocument.Parse(output.TrimEnd().Split('\n')[^1]);
        return new(Moment(line, "signedIn"), Moment(line, "ended"));
    }

    private static DateTimeOffset Moment(JsonDocument line, string name) =>
        DateTimeOffset.UnixEpoch.AddMilliseconds(line.RootElement.GetProperty(name).GetDouble());
}
