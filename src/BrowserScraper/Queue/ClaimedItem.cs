using BrowserScraper.Items;

namespace BrowserScraper.Queue;

/// <summary>The right to work on one item. Disposing it unsettled gives the item back untouched; twice is harmless.</summary>
public sealed class ClaimedItem : IAsyncDisposable
{
    private readonly Func<ClaimedItem, Verdict?, ValueTask> release;
    private int released;

    internal ClaimedItem(WorkItem item, ItemTally tally, Func<ClaimedItem, Verdict?, ValueTask> release)
    {
        Item = item;
        Tally = tally;
        this.release = release;
    }

    public WorkItem Item { get; }

    public ItemTally Tally { get; }

    /// <summary>Ends the claim: the item leaves the queue, or comes back when it is due.</summary>
    public ValueTask SettleAsync(Verdict verdict) => ReleaseAsync(verdict);

    public ValueTask DisposeAsync() => ReleaseAsync(null);

    private ValueTask ReleaseAsync(Verdict? verdict) =>
        Interlocked.Exchange(ref released, 1) == 0 ? release(this, verdict) : ValueTask.CompletedTask;
}
