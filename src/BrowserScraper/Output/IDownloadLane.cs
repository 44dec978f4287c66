namespace BrowserScraper.Output;

/// <summary>One way to fetch a file. Calls may run concurrently.</summary>
internal interface IDownloadLane
{
    string Name { get; }

    bool CanFetch(DownloadOrder order);

    /// <summary>Writes the answer to the order's target.</summary>
    /// <returns>The length that the server announced, or null.</returns>
    /// <exception cref="Items.ItemEndedException">The site answered, but not with a file.</exception>
    Task<long?> FetchAsync(DownloadOrder order, CancellationToken ending);
}
