using BrowserScraper.Checkpoints;
using BrowserScraper.Output;
using BrowserScraper.Progress;
using BrowserScraper.Server.Status;

namespace BrowserScraper.Server.Jobs;

/// <summary>How a job stood when the service before this one ended.</summary>
internal static class LastStand
{
    /// <summary>Its items, by its checkpoint; those that its last run has done, by that run's report.</summary>
    /// <param name="find">Finds a job in its store.</param>
    /// <param name="job">Its name.</param>
    /// <param name="last">How its last run ended, or null.</param>
    /// <param name="tell">Told of a checkpoint that cannot be read.</param>
    public static JobCounts CountsOf(Func<string, JobSummary?> find, string job, JobEnding? last, Action<string> tell)
    {
        try
        {
            if (find(job) is not { } found)
            {
                return JobCounts.None;
            }

            RunReport? report = last?.Run is { } run ? JobCatalog.ReportOf(JobFolder.At(found.Folder).RunOf(run)) : null;
            JobCounts counts = ServedJob.CountsOf(found);
            int done = Math.Min(report?.Done ?? 0, found.Done);
            return counts with { Done = done, DoneBefore = found.Done - done, DiscoveryIsOver = last?.State == JobState.Done };
        }
        catch (CheckpointException unreadable)
        {
            tell($"SERVICE: {unreadable.Message}");
            return JobCounts.None;
        }
    }
}
