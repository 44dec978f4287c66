namespace BrowserScraper.DemoSites.Media;

/// <summary>What one source has done since its start, taken at one moment.</summary>
/// <param name="Requests">All requests, assets included, answered or not.</param>
/// <param name="Searches">
/// Requests for results, answered or not: <c>/search</c> and, where a script asks for them, <c>/more</c> and
/// <c>/api/search</c>; each page or piece counts.
/// </param>
/// <param name="FilesServed">Full-size files sent whole, repetitions included.</param>
/// <param name="FilesByAddress">The same by the file's address; an address that had none is missing.</param>
/// <param name="InFlight">Requests that are not answered to the end at this moment.</param>
public sealed record MediaSourceCounts(
    int Requests,
    int Searches,
    int FilesServed,
    IReadOnlyDictionary<Uri, int> FilesByAddress,
    int InFlight);
