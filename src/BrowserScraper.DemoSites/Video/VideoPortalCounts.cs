namespace BrowserScraper.DemoSites.Video;

/// <summary>What the portal has done since its start, taken at one moment.</summary>
/// <param name="Requests">All requests, assets included.</param>
/// <param name="Videos">By id; a video that nobody has asked for is missing.</param>
/// <param name="InFlight">Requests that are not answered to the end at this moment.</param>
public sealed record VideoPortalCounts(int Requests, IReadOnlyDictionary<string, VideoCounts> Videos, int InFlight)
{
    /// <summary>Captions that came whole, repetitions included.</summary>
    public int CaptionsServed => Videos.Values.Sum(video => video.CaptionsServed);
}
