using BrowserScraper.Items;

namespace BrowserScraper.Queue;

/// <summary>
/// Hands each item to one worker at a time until it is settled for good. All members may be called concurrently.
/// </summary>
public interface IWorkQueue
{
    QueueCounts Counts { get; }

    /// <summary>Completes when adding is complete and every item is settled.</summary>
    Task Completed { get; }

    /// <summary>Adds an item that is ready at once.</summary>
    /// <returns>False where an item with that key was added before, its group has ended, or the queue is completed; nothing is changed
    /// then.</returns>
    ValueTask<bool> AddAsync(WorkItem item, ItemTally tally);

    /// <summary>The same for an item that was added before and is settled.</summary>
    ValueTask<bool> AddAgainAsync(WorkItem item, ItemTally tally);

    /// <summary>
    /// Makes an item that is due later due now. Costs time by the number of those; nothing happens where it is not among them.
    /// </summary>
    void Hurry(string key);

    /// <summary>Says how many pages take items from now on, so that groups get their share of them.</summary>
    void SetPages(int pages);

    /// <summary>
    /// Whether a pace is learned for each host that refuses items (429, 503 with Retry-After); false forgets what was learned. Default:
    /// false.
    /// </summary>
    void LearnPace(bool learns);

    /// <summary>Says that only items in work may add further ones; claiming ends when all are settled.</summary>
    void CompleteAdding();

    /// <summary>
    /// How many items of the group are waiting or in work. <see cref="WorkItem.Group"/> null is the group with the empty name.
    /// </summary>
    int Unsettled(string group);

    /// <summary>Ends a group: its items in work are not given back, the others leave the queue at once, and no more are taken.</summary>
    /// <returns>How many items left.</returns>
    int EndGroup(string group);

    /// <summary>
    /// Claims items as they become ready. Ends when adding is complete and every item is settled, and quietly when
    /// <paramref name="stopping"/> is cancelled. Each claimed item must be disposed.
    /// </summary>
    IAsyncEnumerable<ClaimedItem> ClaimAllAsync(CancellationToken stopping);
}
