using BrowserScraper.Checkpoints;
using BrowserScraper.Items;
using BrowserScraper.Stores;

namespace BrowserScraper.Server.Jobs;

/// <summary>
/// Waits for jobs that cannot be worked on now, as another process has them or their store is away: an attempt would prepare a run for
/// nothing. Members may be called concurrently.
/// </summary>
internal sealed class HeldJobs(IJobCatalog? store, TimeProvider time)
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);

    /// <summary>Completes when it is worth another attempt, after two seconds or more.</summary>
    /// <param name="folder">The job's folder.</param>
    /// <param name="isClosing">Nobody need wait any longer.</param>
    public async Task WaitAsync(string folder, Func<bool> isClosing)
    {
        do
        {
            await Task.Delay(Interval, time);
        }
        while (!isClosing() && (JobHolder.Of(folder) is { IsHere: true, IsAlive: true } || await IsAwayAsync()));
    }

    private async Task<bool> IsAwayAsync()
    {
        try
        {
            await (store is { IsShared: true } ? store.CheckAsync() : Task.CompletedTask);
            return false;
        }
        catch (Exception refused) when (refused is IOException or RunStopException)
        {
            return true;
        }
    }
}
