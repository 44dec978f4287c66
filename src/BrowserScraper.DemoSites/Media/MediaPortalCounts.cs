namespace BrowserScraper.DemoSites.Media;

/// <summary>What the portal has done since its start, taken at one moment.</summary>
/// <param name="Sources">By source; every source is present.</param>
public sealed record MediaPortalCounts(IReadOnlyDictionary<string, MediaSourceCounts> Sources)
{
    /// <summary>Requests to all sources.</summary>
    public int Requests => Sources.Values.Sum(source => source.Requests);

    /// <summary>Full-size files that all sources have sent whole, repetitions included.</summary>
    public int FilesServed => Sources.Values.Sum(source => source.FilesServed);

    /// <summary>Requests to all sources that are not answered to the end at this moment.</summary>
    public int InFlight => Sources.Values.Sum(source => source.InFlight);
}
