using System.Text.Json;
using BrowserScraper.Progress;
using BrowserScraper.Reports;

namespace BrowserScraper.Testing.Reports;

/// <summary>A run that never was, of any size, with everything in it that a report can show; the same every time.</summary>
public static class InventedRun
{
    private const int Pages = 5;

    /// <summary>Writes what such a run leaves: events, report, report.html, and a picture of each failure.</summary>
    /// <param name="folder">The run's folder.</param>
    /// <param name="items">How many items there were.</param>
    /// <param name="failed">How many of them were given up.</param>
    /// <param name="picture">A PNG to stand for every screenshot.</param>
    /// <returns>The keys of the failed items.</returns>
    public static IReadOnlyList<string> Write(string folder, int items, int failed, byte[] picture)
    {
        InventedEvents invented = new(items, failed);
        RunTimeline timeline = new();
        ReportBuilder builder = new();
        using (EventsFile file = new(Path.Combine(folder, "events.jsonl")))
        {
            foreach (RunEvent happened in invented.Tell(Pages))
            {
                file.Read(happened);
                builder.Read(happened);
                timeline.Read(happened);
            }
        }

        RunReport report = builder.Build(peakMemory: 640 << 20, Memory(timeline.End));
        foreach (FailedItem failure in report.Failures)
        {
            WriteEvidence(Path.Combine(folder, failure.Evidence!), picture);
        }

        File.WriteAllText(Path.Combine(folder, "report.json"), JsonSerializer.Serialize(report, RunJson.Readable));
        ReportFile.Write(folder, report, timeline);
        return [.. report.Failures.Select(failure => failure.Key)];
    }

    private static MemorySample[] Memory(double seconds) =>
        [.. Enumerable.Range(0, 200)
            .Select(number => new MemorySample(Math.Round(seconds * number / 199, 1), (380L << 20) + (number % 50 * (5L << 20))))];

    private static void WriteEvidence(string folder, byte[] picture)
    {
        Directory.CreateDirectory(folder);
        File.WriteAllBytes(Path.Combine(folder, "attempt-1.png"), picture);
        File.WriteAllText(Path.Combine(folder, "attempt-1.html"), "<!doctype html><title>As it was</title>");
        File.WriteAllText(Path.Combine(folder, "attempt-1.log"), "GET / 200");
        File.WriteAllBytes(Path.Combine(folder, "trace.zip"), []);
    }
}
