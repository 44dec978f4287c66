using System.Text.Json;

namespace BrowserScraper.Progress;

/// <summary>Reads a run's <c>events.jsonl</c> back. The run may still be writing it, or may have been killed within a line.</summary>
internal static class RecordedEvents
{
    /// <summary>What can be read, in order; lines that cannot, and kinds that this program does not know, are left out.</summary>
    public static IEnumerable<RunEvent> Read(string path)
    {
        using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        foreach (RunEvent happened in Read(file))
        {
            yield return happened;
        }
    }

    /// <inheritdoc cref="Read(string)"/>
    public static IEnumerable<RunEvent> Read(Stream file)
    {
        using StreamReader lines = new(file, leaveOpen: true);
        while (lines.ReadLine() is { } line)
        {
            if (Parse(line) is { } happened)
            {
                yield return happened;
            }
        }
    }

    private static RunEvent? Parse(string line)
    {
        try
        {
            using JsonDocument json = JsonDocument.Parse(line);
            if (RunEventNames.TypeOf(json.RootElement.GetProperty("event").GetString() ?? "") is not { } kind)
            {
                return null;
            }

            RunEvent happened = (RunEvent)json.Deserialize(kind, RunJson.Line)!;
            happened.At = json.RootElement.GetProperty("at").GetDateTimeOffset();
            return happened;
        }
        catch (Exception torn) when (torn is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            return null;
        }
    }
}
