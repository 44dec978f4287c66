using BrowserScraper.Items;
using BrowserScraper.Stores;

namespace BrowserScraper.Queue;

/// <summary>The right to work on one item. Disposing it unsettled gives the item back untouched; twice is harmless.</summary>
/// <param name="queue">Hands it out.</param>
/// <param name="claim">As the store knows it.</param>
/// <param name="item">The item, its address as it is for this run.</param>
/// <param name="isHeld">It is kept beyond its attempt, until what it has is proven.</param>
internal sealed class ClaimedItem(WorkQueue queue, JobClaim claim, WorkItem item, bool isHeld = false) : IAsyncDisposable
{
    private int released;

    public WorkItem Item => item;

    public ItemTally Tally => claim.Tally;

    /// <inheritdoc cref="JobClaim.Lost"/>
    public CancellationToken Lost => claim.Lost;

    /// <summary>It was settled, or given back.</summary>
    internal bool IsReleased => Volatile.Read(ref released) != 0;

    /// <summary>Ends the claim: the item leaves the queue, or comes back when it is due.</summary>
    /// <exception cref="IOException">The disk refuses it; the claim still holds.</exception>
    public async Task<CompletionResult> CompleteAsync(ItemCompletion completion, Verdict verdict)
    {
        CompletionResult result = await queue.CompleteAsync(claim, item, completion, verdict);
        Release();
        return result;
    }

    /// <summary>Ends it as one that was cancelled before it began.</summary>
    /// <returns>False where it was taken from the queue before.</returns>
    public async Task<bool> SkipAsync()
    {
        ItemCompletion skipped = new(ItemState.Skipped, default, OutcomeNames.Skipped) { Error = OutcomeNames.Cancelled };
        return !(await CompleteAsync(skipped, new(ItemState.Skipped, default))).IsLost;
    }

    /// <summary>
    /// Keeps the item beyond its attempt, while what it has waits for proof: it is settled later by what this returns, and no group or page
    /// counts it meanwhile.
    /// </summary>
    public async Task<ClaimedItem> HoldAsync()
    {
        if (IsReleased)
        {
            throw new InvalidOperationException($"{item.Key} is settled already");
        }

        await queue.HoldAsync(claim, item);
        Volatile.Write(ref released, 1);
        return new(queue, claim, item, isHeld: true);
    }

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref released, 1) == 0)
        {
            await queue.GiveBackAsync(claim);
            queue.Released(item, isHeld);
        }
    }

    private void Release()
    {
        if (Interlocked.Exchange(ref released, 1) == 0)
        {
            queue.Released(item, isHeld);
        }
    }
}
