namespace BrowserScraper.Items;

/// <summary>The unit of work: one vehicle, one book, one video.</summary>
/// <param name="Key">The site's own stable name for it (a VIN, a book id). Unique within a job; at most 200 characters.</param>
/// <param name="Address">Where the item is found, or null where the script needs no address.</param>
public sealed record WorkItem(string Key, Uri? Address = null)
{
    /// <summary>What a person would call it, for logs and reports. Default: the key.</summary>
    public string? Title { get; init; }

    /// <summary>Items that share a deadline, a limit and statistics, such as a source. Default: the script's name.</summary>
    public string? Group { get; init; }

    /// <summary>Whether it comes before others that wait, or after them. Default: normal.</summary>
    public ItemPriority Priority { get; init; }

    /// <summary>What the script wants to remember from discovery. Kept in the checkpoint, so keep it small and without secrets.</summary>
    public IReadOnlyDictionary<string, string>? Data { get; init; }
}
