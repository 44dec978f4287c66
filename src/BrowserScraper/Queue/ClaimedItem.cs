using BrowserScraper.Items;

namespace BrowserScraper.Queue;

/// <summary>The right to work on one item. Disposing it unsettled gives the item back untouched; twice is harmless.</summary>
public sealed class ClaimedItem : IAsyncDisposable
{
    private readonly Func<ClaimedItem, Verdict?, ValueTask> release;
    private readonly Func<ClaimedItem, ClaimedItem> hold;
    private int released;

    internal ClaimedItem(
        WorkItem item, ItemTally tally, Func<ClaimedItem, Verdict?, ValueTask> release, Func<ClaimedItem, ClaimedItem> hold)
    {
        this.hold = hold;
        Item = item;
        Tally = tally;
        this.release = release;
    }

    public WorkItem Item { get; }

    public ItemTally Tally { get; }

    /// <summary>It was settled, or given back.</summary>
    internal bool IsReleased => Volatile.Read(ref released) != 0;

    /// <summary>Ends the claim: the item leaves the queue, or comes back when it is due.</summary>
    public ValueTask SettleAsync(Verdict verdict) => ReleaseAsync(verdict);

    /// <summary>
    /// Keeps the item beyond its attempt, while what it has waits for proof: it is settled later by what this returns, and no group or page
    /// counts it meanwhile.
    /// </summary>
    public ClaimedItem Hold() =>
        Interlocked.Exchange(ref released, 1) == 0 ? hold(this) : throw new InvalidOperationException($"{Item.Key} is settled already");

    public ValueTask DisposeAsync() => ReleaseAsync(null);

    private ValueTask ReleaseAsync(Verdict? verdict) =>
        Interlocked.Exchange(ref released, 1) == 0 ? release(this, verdict) : ValueTask.CompletedTask;
}
