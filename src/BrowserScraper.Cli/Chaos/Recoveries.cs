using System.Text.Json;

namespace BrowserScraper.Cli.Chaos;

/// <summary>
/// How long a job took to get over a disturbance: until an item that was begun after it was done. Taken from the runs' own events.
/// </summary>
internal sealed class Recoveries
{
    private readonly List<(DateTimeOffset Begun, DateTimeOffset Done)> items = [];
    private readonly Func<DateTimeOffset, DateTimeOffset> right;

    /// <param name="files">Those of the job's runs.</param>
    /// <param name="right">The right time for one that a run has told. Default: as it is told.</param>
    public Recoveries(IEnumerable<string> files, Func<DateTimeOffset, DateTimeOffset>? right = null)
    {
        this.right = right ?? (told => told);
        foreach (string file in files)
        {
            Read(File.ReadLines(file));
        }
    }

    /// <returns>Null where nothing was left to be done.</returns>
    public TimeSpan? After(Strike strike) =>
        items.Where(item => item.Begun > (strike.RunOver ?? strike.At)).Select(item => (TimeSpan?)(item.Done - strike.At)).Min();

    private void Read(IEnumerable<string> lines)
    {
        Dictionary<string, DateTimeOffset> begun = new(StringComparer.Ordinal);
        foreach (string line in lines)
        {
            if (Parse(line) is not { } happened)
            {
                continue; // a kill may cut the last line off
            }

            DateTimeOffset at = right(happened.GetProperty("at").GetDateTimeOffset());
            switch (happened.GetProperty("event").GetString())
            {
                case "ItemStarted":
                    begun[happened.GetProperty("key").GetString()!] = at;
                    break;
                case "ItemEnded" when happened.GetProperty("state").GetString() == "done":
                    items.Add((begun[happened.GetProperty("key").GetString()!], at));
                    break;
            }
        }
    }

    private static JsonElement? Parse(string line)
    {
        try
        {
            return JsonDocument.Parse(line).RootElement;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
