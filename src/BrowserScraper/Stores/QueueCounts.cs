namespace BrowserScraper.Stores;

/// <summary>How many queued items stand where, at one moment.</summary>
/// <param name="Ready">They may be claimed, by time and host.</param>
/// <param name="Later">They are due later, wait for a host, or are held for proof.</param>
/// <param name="Claimed">They are in work.</param>
public sealed record QueueCounts(int Ready, int Later, int Claimed)
{
    /// <summary>Groups with items that are not settled.</summary>
    public int Groups { get; init; }
}
