using BrowserScraper.Items;
using BrowserScraper.Output;
using BrowserScraper.Planning;
using BrowserScraper.Progress;
using BrowserScraper.Reports;

namespace BrowserScraper.Run;

/// <summary>The folder of one run: run.json while it lasts and after, events.jsonl, report.json and report.html.</summary>
internal sealed class RunFolder : IDisposable
{
    private readonly EventsFile events;
    private readonly RunTimeline timeline = new();

    public RunFolder(JobFolder job, JobPlan plan, TimeProvider time)
    {
        Root = Path.Combine(job.Runs, plan.Run);
        try
        {
            int number = RunNumbers.Begin(job.Root, plan.Run);
            Directory.CreateDirectory(Root);
            events = new(Path.Combine(Root, EventsFile.Name));
            RunJson.Save(
                Path.Combine(Root, RunFacts.FileName),
                new RunFacts(plan.Job, plan.Run, plan.SiteLabel, time.GetUtcNow(), Environment.ProcessId, plan.Settings.InForce, number));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw DiskTrouble.Stop(exception, Root);
        }
    }

    public string Root { get; }

    /// <summary>To be told of everything that happens in the run.</summary>
    public IReadOnlyList<IRunEventReader> Readers => [events, timeline];

    /// <exception cref="RunStopException">The report cannot be written.</exception>
    public void Save(RunReport report)
    {
        try
        {
            RunJson.Save(Path.Combine(Root, RunReport.FileName), report);
            ReportFile.Write(Root, report, timeline);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw DiskTrouble.Stop(exception, Root);
        }
    }

    public void Dispose() => events.Dispose();
}
