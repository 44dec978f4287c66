using BrowserScraper.Progress;

namespace BrowserScraper.Server.Jobs;

/// <summary>What all runs since the service's start have settled. Not concurrent: called under the job service's lock.</summary>
internal sealed class Totals
{
    private int processed;
    private int failed;

    /// <summary>A run has ended.</summary>
    public void Add(ServedJob job)
    {
        if (job.Run?.Status is { } status)
        {
            processed += status.Done + status.Skipped;
            failed += status.Failed;
        }
    }

    /// <summary>Together with the runs that are at work.</summary>
    public (int Processed, int Failed) With(IEnumerable<ServedJob> jobs)
    {
        (int Processed, int Failed) sum = (processed, failed);
        foreach (RunStatus status in jobs.Select(job => job.Run?.Status).OfType<RunStatus>())
        {
            sum = (sum.Processed + status.Done + status.Skipped, sum.Failed + status.Failed);
        }

        return sum;
    }
}
