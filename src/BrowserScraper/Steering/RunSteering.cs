using BrowserScraper.Items;
using BrowserScraper.Planning;
using BrowserScraper.Progress;
using BrowserScraper.Queue;
using BrowserScraper.Stores;

namespace BrowserScraper.Steering;

/// <summary>
/// What the operator does to a run's items while it works: adds, tries again, cancels. Members may be called concurrently.
/// </summary>
internal sealed class RunSteering(JobPlan plan, JobLedger ledger, IJobSession session, RunEventStream events)
{
    /// <summary>
    /// Takes in items that the operator adds; those that were given up are tried again. Completes when they are on the disk.
    /// </summary>
    public async Task<Admission> AdmitAsync(IReadOnlyCollection<WorkItem> items)
    {
        int added = 0;
        int left = 0;
        List<string> failed = [];
        foreach (WorkItem item in items.Select(ledger.Taken))
        {
            AddedItem taken = await ledger.AddAsync(item);
            failed.AddRange(taken is { How: Addition.Known, Known.State: ItemState.Failed } ? [item.Key] : []);
            added += taken.How == Addition.Queued ? 1 : 0;
            left += taken.How is Addition.Left or Addition.Refused ? 1 : 0;
        }

        added += failed.Count == 0 ? 0 : await RetryAsync(ItemFilter.Failed with { Keys = failed });
        await session.FlushAsync();
        return new(added, items.Count - added - left, left);
    }

    /// <summary>Tries items again that this job has given up.</summary>
    /// <returns>How many.</returns>
    public async Task<int> RetryAsync(ItemFilter which)
    {
        IReadOnlyList<ItemRecord> again = await session.RetryAsync(which);
        foreach (ItemRecord record in again)
        {
            ledger.Cancels.Forget(record.Item.Key);
            events.Publish(new RunEvent.ItemQueuedAgain(record.Item.Key, record.Item.Group ?? plan.Script.Name));
        }

        return again.Count;
    }

    /// <summary>Does something to the whole job.</summary>
    public async Task<bool> SteerAsync(Func<IJobControl, ValueTask<bool>> order) => await order(session);

    /// <summary>Ends an item, or sees to it that it is not begun.</summary>
    /// <returns>False where it is not known, or has ended.</returns>
    public async Task<bool> CancelAsync(string key)
    {
        if (await session.FindAsync(key) is not { State: ItemState.Waiting or ItemState.Working } known)
        {
            return false;
        }

        if (ledger.Cancels.Cancel(key))
        {
            return true;
        }

        if (await session.CancelAsync(key))
        {
            await ledger.WithdrawnAsync(known.Item);
            return true;
        }

        // Nobody can begin it any more; but somebody may have ended it just now, or was about to begin it and has skipped it.
        bool isSkipped = await session.FindAsync(key) is { State: ItemState.Skipped, Error: OutcomeNames.Cancelled };
        if (!isSkipped)
        {
            ledger.Cancels.Forget(key);
        }

        return isSkipped;
    }
}
