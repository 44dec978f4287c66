using BrowserScraper.Items;

namespace BrowserScraper.Stores;

/// <summary>The right to work on one item, until it is completed or given back, or somebody else takes it.</summary>
/// <param name="Item">As it is kept.</param>
/// <param name="Tally">What it has used up.</param>
/// <param name="Fence">Grows with each claim on the item: an older claim changes nothing any more.</param>
public sealed record JobClaim(WorkItem Item, ItemTally Tally, long Fence)
{
    /// <summary>
    /// Cancelled when the claim is worth nothing any more as far as the store knows: the attempt is to end, and completing it changes
    /// nothing. Default: never.
    /// </summary>
    public CancellationToken Lost { get; init; }
}
