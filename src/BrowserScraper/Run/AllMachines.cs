using BrowserScraper.Items;
using BrowserScraper.Progress;
using BrowserScraper.Stores;

namespace BrowserScraper.Run;

/// <summary>Asks how a run stands on all of its machines.</summary>
internal static class AllMachines
{
    /// <param name="job">The job.</param>
    /// <param name="stopped">What has stopped this machine; null where everything is settled.</param>
    /// <returns>Null where this was the run's only machine, or the store does not answer.</returns>
    public static async Task<Together?> StandAsync(IJobSession job, StopReason? stopped)
    {
        try
        {
            if (await job.OthersAsync(ever: true) == 0)
            {
                return null;
            }

            IReadOnlyDictionary<ItemState, int> run = await job.StandAsync(ofRun: true);
            IReadOnlyDictionary<ItemState, int> all = await job.StandAsync(ofRun: false);
            int done = run.GetValueOrDefault(ItemState.Done);
            int skipped = run.GetValueOrDefault(ItemState.Skipped);
            int failed = run.GetValueOrDefault(ItemState.Failed);
            int settled = all.GetValueOrDefault(ItemState.Done) + all.GetValueOrDefault(ItemState.Skipped);

            // Where everything is settled, or the whole job is stopped, nobody goes on: the others are just ending.
            int others = stopped is null || job.StopOrder is not null ? 0 : await job.OthersAsync(ever: false);
            return new(others, done, skipped, failed, all.Values.Sum() - settled - failed, settled - done - skipped);
        }
        catch (IOException)
        {
            return null;
        }
    }
}
