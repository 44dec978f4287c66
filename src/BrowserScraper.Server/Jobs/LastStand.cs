using BrowserScraper.Checkpoints;
using BrowserScraper.Progress;
using BrowserScraper.Server.Status;

namespace BrowserScraper.Server.Jobs;

/// <summary>How a job stood when the service before this one ended.</summary>
internal static class LastStand
{
    /// <summary>Its items, by its checkpoint; those that its last run has done, by that run's report.</summary>
    /// <param name="dataDirectory">Where the jobs are.</param>
    /// <param name="job">Its name.</param>
    /// <param name="last">How its last run ended, or null.</param>
    /// <param name="tell">Told of a checkpoint that cannot be read.</param>
    public static JobCounts CountsOf(string dataDirectory, string job, JobEnding? last, Action<string> tell)
    {
        try
        {
            if (JobList.Find(dataDirectory, job) is not { } found)
            {
                return JobCounts.None;
            }

            RunReport? report = last?.Run is { } run ? JobCatalog.ReportOf(Path.Combine(found.Folder, "runs", run)) : null;
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
