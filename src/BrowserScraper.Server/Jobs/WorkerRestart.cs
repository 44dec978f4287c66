namespace BrowserScraper.Server.Jobs;

/// <summary>Stops the workers and starts them again when nothing is in work any more. Members may be called concurrently.</summary>
internal sealed class WorkerRestart(JobService jobService, TimeProvider time)
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(50);

    private int latest;

    /// <param name="number">How many there are after it; null for as many as before.</param>
    public void Begin(int? number)
    {
        int mine = Interlocked.Increment(ref latest);
        jobService.SetWorkers(run: false, number);
        _ = StartLaterAsync(mine);
    }

    /// <summary>Another command has been given: a restart under way does not go on.</summary>
    public void Forget() => Interlocked.Increment(ref latest);

    private async Task StartLaterAsync(int mine)
    {
        using PeriodicTimer timer = new(Interval, time);
        while (await timer.WaitForNextTickAsync() && mine == Volatile.Read(ref latest) && !jobService.IsClosing)
        {
            if (!jobService.Look(jobs => jobs.Any(job => job.HasItemsInWork)))
            {
                jobService.SetWorkers(run: true, number: null);
                return;
            }
        }
    }
}
