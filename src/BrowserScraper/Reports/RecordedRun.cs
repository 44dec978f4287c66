using System.Text.Json;
using BrowserScraper.Items;
using BrowserScraper.Progress;

namespace BrowserScraper.Reports;

/// <summary>What a run has left in its folder. One that was killed has left its events and no report: it is added up from them.</summary>
internal sealed record RecordedRun(RunReport Report, RunTimeline Timeline)
{
    /// <exception cref="RunStopException">There is nothing that could be read.</exception>
    public static RecordedRun Read(string folder) => Read(folder, () => throw new RunStopException(
        StopReason.BadUsage, $"{folder} holds neither a report.json nor an events.jsonl that can be read"));

    /// <param name="folder">The run's folder.</param>
    /// <param name="otherwise">The report where there is nothing that could be read.</param>
    public static RecordedRun Read(string folder, Func<RunReport> otherwise)
    {
        string events = Path.Combine(folder, EventsFile.Name);
        RunTimeline timeline = new();
        ReportBuilder builder = new();
        foreach (RunEvent happened in File.Exists(events) ? RecordedEvents.Read(events) : [])
        {
            builder.Read(happened);
            timeline.Read(happened);
        }

        RunReport? report = ReadReport(folder)
            ?? (builder.HasBegun ? builder.Build(peakMemory: null, memory: []) : null);
        return new(report ?? otherwise(), timeline);
    }

    /// <summary>Where a run's report for programs is, once it has ended.</summary>
    public static string ReportPathIn(string folder) => Path.Combine(folder, RunReport.FileName);

    /// <summary>What a run has told at its end; null where it has left no report.</summary>
    /// <exception cref="IOException">It cannot be read.</exception>
    /// <exception cref="JsonException">It is damaged.</exception>
    public static RunReport? ReportOf(string folder)
    {
        string path = ReportPathIn(folder);
        return File.Exists(path) ? JsonSerializer.Deserialize<RunReport>(File.ReadAllText(path), RunJson.Readable) : null;
    }

    private static RunReport? ReadReport(string folder)
    {
        try
        {
            return ReportOf(folder);
        }
        catch (JsonException)
        {
            return null; // the events tell the same
        }
    }
}
