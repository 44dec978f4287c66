using BrowserScraper.Items;
using BrowserScraper.Stores;

namespace BrowserScraper.Server.Jobs;

/// <summary>
/// What is wanted of a job on all machines that work on it, whether the service is among them or not. A job in a folder is for one process,
/// and none of this reaches another. Members may be called concurrently; they throw <see cref="IOException"/> where the store cannot be
/// used.
/// </summary>
internal sealed class WholeJob(IJobCatalog store)
{
    /// <summary>Who wants it, for the machines that do it.</summary>
    public static string By => Environment.MachineName;

    /// <summary>What the machines say when they were cancelled.</summary>
    public static string Cancelled => $"cancelled by {By}, on all machines; resume to go on";

    /// <summary>What the machines say when they were stopped.</summary>
    public static string Stopped => $"stopped by {By}, on all machines; run again to go on";

    /// <summary>Jobs of this store may have several machines.</summary>
    public bool IsShared => store.IsShared;

    /// <summary>How its last run stands on its machines; null where it has none, or is in a folder.</summary>
    public Task<RunStand?> StandAsync(string job) => store.RunOfAsync(job);

    /// <summary>Gives an order to the run that is at work.</summary>
    /// <returns>False where nobody works on it.</returns>
    public async Task<bool> OrderAsync(string job, Func<IJobControl, ValueTask<bool>> order) =>
        await ControlAsync(job) is { } control && await order(control);

    /// <summary>Tries items again that were given up, in the run that is at work.</summary>
    /// <returns>How many; null where nobody works on it.</returns>
    public async Task<int?> RetryAsync(string job, ItemFilter which) =>
        await StandAsync(job) is { IsAtWork: true } && await ControlAsync(job) is { } control
            ? (await control.RetryAsync(which)).Count : null;

    /// <summary>
    /// Makes items known to the job, in the run that is at work, else for the next one. Those that were given up are tried again.
    /// </summary>
    /// <returns>Those that are new or tried again, and those that were known; null where the store does not have the job.</returns>
    public async Task<(int Added, int Known)?> AddAsync(string job, IReadOnlyList<WorkItem> items)
    {
        if (await ControlAsync(job) is not { } control)
        {
            return null;
        }

        IReadOnlyList<AddedItem> added = await control.AddAsync(items);
        string[] failed = [.. added.Where(item => item is { How: Addition.Known, Known.State: ItemState.Failed }).Select(item => item.Key)];
        int again = failed.Length == 0 ? 0 : (await control.RetryAsync(ItemFilter.Failed with { Keys = failed })).Count;
        int known = added.Count(item => item.How == Addition.Known) - again;
        return (added.Count - known, known);
    }

    /// <summary>Skips an item that is not settled.</summary>
    /// <returns>False where it is not known, or has ended.</returns>
    public Task<bool> CancelItemAsync(string job, string key) => OrderAsync(job, control => control.CancelAsync(key));

    private async Task<IJobControl?> ControlAsync(string job) => store.IsShared ? await store.ControlAsync(job) : null;
}
