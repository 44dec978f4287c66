using BrowserScraper.Items;

namespace BrowserScraper.Queue;

/// <summary>
/// Hands each item to one worker at a time until it is settled for good. All members may be called concurrently.
/// </summary>
public interface IWorkQueue
{
    QueueCounts Counts { get; }

    /// <summary>Adds an item that is ready at once.</summary>
    /// <returns>False where an item with that key was added before; nothing is changed then.</returns>
    ValueTask<bool> AddAsync(WorkItem item, ItemTally tally);

    /// <summary>Says that only items in work may add further ones; claiming ends when all are settled.</summary>
    void CompleteAdding();

    /// <summary>
    /// Claims items as they become ready. Ends when adding is complete and every item is settled, and quietly when
    /// <paramref name="stopping"/> is cancelled. Each claimed item must be disposed.
    /// </summary>
    IAsyncEnumerable<ClaimedItem> ClaimAllAsync(CancellationToken stopping);
}
