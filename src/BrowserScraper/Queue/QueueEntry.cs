using BrowserScraper.Items;

namespace BrowserScraper.Queue;

/// <summary>An item in the queue with what it has used up.</summary>
internal readonly record struct QueueEntry(WorkItem Item, ItemTally Tally)
{
    public string Group => Item.Group ?? "";

    public string Host => Item.Address is { IsAbsoluteUri: true } address ? address.Host : "";
}
