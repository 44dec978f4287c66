using BrowserScraper.Items;

namespace BrowserScraper.Stores.Files;

/// <summary>An item in the queue of a run, until it is settled. Its owner's lock guards it.</summary>
internal sealed class QueuedItem(WorkItem item, string? host)
{
    public WorkItem Item => item;

    public string Group => item.Group ?? "";

    public string? Host => host;

    public ItemTally Tally { get; set; }

    public QueuedState State { get; set; }

    /// <summary>The host that it waits for; null where it waits for none.</summary>
    public string? WaitsFor { get; set; }

    /// <summary>The number of the newest claim on it.</summary>
    public long Fence { get; set; }

    /// <summary>Its place among those that are ready; grows.</summary>
    public long Order { get; set; }
}
