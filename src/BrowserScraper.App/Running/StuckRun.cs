using System.Diagnostics;
using BrowserScraper.Checkpoints;
using BrowserScraper.Items;
using BrowserScraper.Watchdog;

namespace BrowserScraper.App.Running;

/// <summary>Ends a run whose process lives and gets no further: in order if it still can, else by force.</summary>
/// <param name="sight">The job, as it was seen last.</param>
/// <param name="patience">How long it may take to save and end.</param>
/// <param name="time">The clock.</param>
internal sealed class StuckRun(JobInspection sight, TimeSpan patience, TimeProvider time)
{
    /// <summary>Ten seconds for what is in flight, and as much again to save and to close the browser.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(25);

    private static readonly TimeSpan PatienceAfterKill = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);

    /// <param name="why">Such as <c>no progress for 12 min</c>.</param>
    /// <param name="stopping">Ends the waiting.</param>
    /// <returns>The run, marked; null where its process cannot be ended from here.</returns>
    public async Task<LostRun?> EndAsync(string why, CancellationToken stopping)
    {
        JobHolder? holder = Holder;
        if (holder is null)
        {
            return null;
        }

        string how = $"{why}: its process ({holder.Process}) was told to end, and has saved";
        if (!OperatingSystem.IsWindows())
        {
            Signal.Send(holder.Process, Signal.Terminate);
        }

        JobLock? held = OperatingSystem.IsWindows() ? null : await TakeAsync(patience, stopping);
        if (held is null)
        {
            how = $"{why}: its process ({holder.Process}) was killed";
            Kill(holder);
            held = await TakeAsync(PatienceAfterKill, stopping);
        }

        using (held)
        {
            return held is null ? null : LostRuns.Mark(sight.Run!, how, "timed out - stuck on");
        }
    }

    // By now its id may be another process's; only one that started when the holder did is the holder.
    private JobHolder? Holder =>
        JobHolder.Of(sight.Job.Folder) is { IsHere: true, IsAlive: true } holder && holder.Process == sight.Run?.ProcessId ? holder : null;

    private void Kill(JobHolder holder)
    {
        if (Holder == holder)
        {
            using Process process = Process.GetProcessById(holder.Process);
            process.Kill(entireProcessTree: true);
        }
    }

    private async Task<JobLock?> TakeAsync(TimeSpan limit, CancellationToken stopping)
    {
        using PeriodicTimer timer = new(Interval, time);
        long started = time.GetTimestamp();
        do
        {
            try
            {
                return JobLock.Acquire(sight.Job.Folder, sight.Job.Job);
            }
            catch (JobHeldException)
            {
                // It still saves.
            }
        }
        while (time.GetElapsedTime(started) < limit && await timer.WaitForNextTickAsync(stopping));
        return null;
    }
}
