using BrowserScraper.Items;
using BrowserScraper.Output;
using BrowserScraper.Planning;
using BrowserScraper.Progress;
using BrowserScraper.Steering;
using Microsoft.Extensions.Logging;

namespace BrowserScraper.Run;

/// <summary>
/// Writes a run's report, whatever the run came to: also where it was refused before it began, and where the report itself has a defect.
/// </summary>
internal sealed class RunConclusion(JobPlan plan, RunControl control, ReportBuilder report, ILogger log, TimeProvider time)
{
    /// <exception cref="RunStopException">The report cannot be written.</exception>
    public RunReport Write(RunFolder run, long? peakMemory, IReadOnlyList<MemorySample> samples)
    {
        RunReport written = Build(peakMemory, samples);
        try
        {
            run.Save(written);
        }
        catch (Exception fault) when (fault is not RunStopException)
        {
            log.Fault("report.html", plan.Secrets.Told(FaultText.Of(fault)), plan.Secrets.Told(fault.ToString())); // report.json is there
        }

        return written;
    }

    /// <summary>The run was refused what it needs to begin.</summary>
    /// <exception cref="RunStopException">The report cannot be written.</exception>
    public async Task WriteUnbegunAsync(JobFolder folder, RunStopException refused)
    {
        using RunFolder run = new(folder, plan, time);
        await using (RunEventStream events = new([.. run.Readers, report, new RunLog(log)], time, plan.Secrets))
        {
            events.Publish(plan.Begun(done: 0, unfinished: 0));
            events.Publish(new RunEvent.Stopping(refused.Reason, refused.Message));
            events.Publish(new RunEvent.RunEnded(refused.Reason, refused.Message));
        }

        Write(run, peakMemory: null, []);
    }

    private RunReport Build(long? peakMemory, IReadOnlyList<MemorySample> samples)
    {
        Exception? fault = null;
        try
        {
            if (report.HasBegun)
            {
                return report.Build(peakMemory, samples);
            }
        }
        catch (Exception defect)
        {
            fault = defect;
            log.Fault("the report", plan.Secrets.Told(FaultText.Of(defect)), plan.Secrets.Told(defect.ToString()));
        }

        return new()
        {
            Job = plan.Job,
            Run = plan.Run,
            Site = plan.SiteLabel,
            StartedAt = time.GetUtcNow(),
            EndedAt = time.GetUtcNow(),
            Stopped = control.Reason ?? StopReason.Fault,
            Message = plan.Secrets.Told(
                control.Message
                ?? $"the report could not be made: {(fault is null ? "the run told of no beginning" : FaultText.Of(fault))}; events.jsonl "
                    + "has what happened"),
            Settings = plan.Settings.InForce,
        };
    }
}
