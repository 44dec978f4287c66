using BrowserScraper.Checkpoints;
using BrowserScraper.Items;
using BrowserScraper.Planning;
using BrowserScraper.Progress;
using BrowserScraper.Stores;

namespace BrowserScraper.Steering;

/// <summary>
/// What the operator does to a run's items while it works: adds, tries again, cancels. Members may be called concurrently.
/// </summary>
internal sealed class RunSteering(JobPlan plan, JobLedger ledger, ICheckpoint checkpoint, RunEventStream events, TimeProvider time)
{
    /// <summary>Takes in items that the operator adds. Completes when they are on the disk.</summary>
    public async Task<Admission> AdmitAsync(IReadOnlyCollection<WorkItem> items)
    {
        int added = 0;
        int left = 0;
        foreach (WorkItem item in items.Select(ledger.Taken))
        {
            ItemRecord? known = checkpoint.Find(item.Key);
            if (known is null && ledger.NoteNew(item))
            {
                bool isQueued = await ledger.QueueAsync(item, known);
                added += isQueued ? 1 : 0;
                left += isQueued ? 0 : 1;
            }
            else if (known?.State == ItemState.Failed)
            {
                added += await QueueAgainAsync(known) ? 1 : 0;
            }
        }

        await checkpoint.FlushAsync();
        return new(added, items.Count - added - left, left);
    }

    /// <summary>Tries items again that this job has given up.</summary>
    /// <returns>How many.</returns>
    public async Task<int> RetryAsync(ItemFilter which)
    {
        int again = 0;
        foreach (ItemRecord record in checkpoint.Snapshot().Where(record => record.State == ItemState.Failed && which.Fits(record)))
        {
            again += await QueueAgainAsync(record) ? 1 : 0;
        }

        await checkpoint.FlushAsync();
        return again;
    }

    /// <summary>Ends an item, or sees to it that it is not begun.</summary>
    /// <returns>False where it is not known, or has ended.</returns>
    public async Task<bool> CancelAsync(string key)
    {
        if (checkpoint.Find(key) is not { State: ItemState.Waiting or ItemState.Working } known)
        {
            return false;
        }

        if (ledger.Cancels.Cancel(key))
        {
            return true;
        }

        // Nobody can begin it any more; but somebody may have ended it just now.
        ItemRecord skipped = known
            with { State = ItemState.Skipped, Outcome = OutcomeNames.Skipped, Error = "cancelled", Updated = time.GetUtcNow() };
        if (!checkpoint.NoteIf(skipped, last => last?.State is ItemState.Waiting or ItemState.Working))
        {
            ledger.Cancels.Forget(key);
            return false;
        }

        await checkpoint.FlushAsync();
        ledger.Queue.Hurry(key);
        events.Publish(new RunEvent.ItemCancelled(key, known.Item.Group ?? plan.Script.Name));
        return true;
    }

    private async Task<bool> QueueAgainAsync(ItemRecord failed)
    {
        if (!await ledger.Queue.AddAgainAsync(ledger.Found(failed.Item), default))
        {
            return false;
        }

        ledger.Cancels.Forget(failed.Item.Key);
        checkpoint.NoteIf(
            failed with { State = ItemState.Waiting, Attempts = 0, Interruptions = 0, Updated = time.GetUtcNow() },
            last => last?.State == ItemState.Failed); // a worker may have begun it already
        events.Publish(new RunEvent.ItemQueuedAgain(failed.Item.Key, failed.Item.Group ?? plan.Script.Name));
        return true;
    }
}
