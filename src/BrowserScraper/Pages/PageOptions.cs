namespace BrowserScraper.Pages;

/// <summary>How the pages of the pool are kept.</summary>
internal sealed record PageOptions
{
    /// <summary>How many there are at first, from CONCURRENT_PAGES. Default: 5.</summary>
    public int Count { get; init; } = 5;

    /// <summary>A page is replaced after so many items, since what it has loaded stays in the driver's memory. Default: 200.</summary>
    public int ItemsPerPage { get; init; } = 200;

    /// <summary>
    /// A page's garbage is collected after so many items, or lists of discovery: a browser with memory to spare keeps about 2 MB of every
    /// document that it has left (measured: 150 pages later 396 MB without, 121 MB with). Default: 10.
    /// </summary>
    public int ItemsPerCollection { get; init; } = 10;
}
