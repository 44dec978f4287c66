using BrowserScraper.Checkpoints;
using BrowserScraper.Items;
using BrowserScraper.Progress;
using BrowserScraper.Reports;

namespace BrowserScraper.Watchdog;

/// <summary>
/// Marks runs that have ended without a word - killed, crashed, or ended because they got no further - so that all who read reports are
/// told. Whoever calls it holds the job, so that no run can be at work.
/// </summary>
internal static class LostRuns
{
    /// <summary>Takes the job for a moment, and marks all of its runs that have no report.</summary>
    /// <exception cref="JobHeldException">A process has it.</exception>
    /// <exception cref="CheckpointException">The folder cannot be used.</exception>
    /// <exception cref="RunStopException">A report cannot be written.</exception>
    public static IReadOnlyList<LostRun> Mark(JobSummary job)
    {
        using JobLock held = JobLock.Acquire(job.Folder, job.Job);
        return MarkHeld(job.Folder);
    }

    /// <exception cref="RunStopException">A report cannot be written.</exception>
    internal static IReadOnlyList<LostRun> MarkHeld(string jobFolder) =>
    [
        .. from folder in RunInspection.FoldersOf(jobFolder).Order(StringComparer.Ordinal)
           where !File.Exists(Path.Combine(folder, RunReport.FileName))
           let run = RunInspection.Of(folder)
           where run is not null
           select Mark(run.Exactly(), $"its process ({run.ProcessId}) is gone", "killed while at work on"),
    ];

    /// <summary>Marks one run, which may have saved a report before it was ended.</summary>
    /// <param name="run">The run, as it was seen last.</param>
    /// <param name="how">What became of its process, in a few words.</param>
    /// <param name="words">What is said before the names of what was in work.</param>
    /// <exception cref="RunStopException">The report cannot be written.</exception>
    public static LostRun Mark(RunInspection run, string how, string words)
    {
        LostRun lost = new(run.Folder, run.Last?.On is { Length: > 0 } on ? $"{words} {on}" : "ended without a report (killed?)", how);
        try
        {
            RecordedRun recorded = RecordedRun.Read(run.Folder, () => Empty(run));
            RunReport report = recorded.Report with { Stopped = StopReason.Lost, Message = lost.Message };
            RunJson.Save(Path.Combine(run.Folder, RunReport.FileName), report);
            ReportFile.Write(run.Folder, report, recorded.Timeline);
            File.Delete(Path.Combine(run.Folder, Heartbeat.FileName));
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            throw new RunStopException(
                StopReason.MachineLacks, $"the report of {run.Folder} cannot be written ({refused.Message.TrimEnd('.')})", refused);
        }

        return lost;
    }

    // Killed before its first event was written.
    private static RunReport Empty(RunInspection run)
    {
        RunFacts? facts = RunFacts.Read(run.Folder);
        return new()
        {
            Job = facts?.Job ?? "",
            Run = run.Run,
            Site = facts?.Site ?? "",
            StartedAt = run.StartedAt,
            EndedAt = run.StartedAt,
            Settings = facts?.Settings ?? new Dictionary<string, string>(),
        };
    }
}
