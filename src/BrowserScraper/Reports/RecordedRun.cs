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

        RunReport? report = ReadReport(Path.Combine(folder, RunReport.FileName))
            ?? (builder.HasBegun ? builder.Build(peakMemory: null, memory: []) : null);
        return new(report ?? otherwise(), timeline);
    }

    private static RunReport? ReadReport(string path)
    {
        try
        {
            return File.Exists(path) ? JsonSerializer.Deserialize<RunReport>(File.ReadAllText(path), RunJson.Readable) : null;
        }
        catch (JsonException)
        {
            return null; // the events tell the same
        }
    }
}
