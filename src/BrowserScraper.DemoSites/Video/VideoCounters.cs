using System.Collections.Concurrent;

namespace BrowserScraper.DemoSites.Video;

/// <summary>What the portal counts of its visitors.</summary>
internal sealed class VideoCounters
{
    private static readonly VideoCounts Nothing = new(0, 0, 0, 0);

    private readonly ConcurrentDictionary<string, VideoCounts> videos = new(StringComparer.Ordinal);
    private int requests;
    private int inFlight;

    public VideoPortalCounts Read() => new(
        Volatile.Read(ref requests), new Dictionary<string, VideoCounts>(videos, StringComparer.Ordinal), Volatile.Read(ref inFlight));

    /// <returns>How many requests for this page there have been, this one included.</returns>
    public int AskPage(string id) => Add(id, counts => counts with { PagesAsked = counts.PagesAsked + 1 }).PagesAsked;

    public void ServePage(string id) => Add(id, counts => counts with { PagesServed = counts.PagesServed + 1 });

    /// <returns>How many requests for this video's captions there have been, this one included.</returns>
    public int AskCaptions(string id) => Add(id, counts => counts with { CaptionsAsked = counts.CaptionsAsked + 1 }).CaptionsAsked;

    public void ServeCaptions(string id) => Add(id, counts => counts with { CaptionsServed = counts.CaptionsServed + 1 });

    /// <summary>Middleware that counts the request and passes it on.</summary>
    public RequestDelegate CountRequests(RequestDelegate next) => async context =>
    {
        Interlocked.Increment(ref requests);
        Interlocked.Increment(ref inFlight);
        try
        {
            await next(context);
        }
        finally
        {
            Interlocked.Decrement(ref inFlight);
        }
    };

    private VideoCounts Add(string id, Func<VideoCounts, VideoCounts> one) =>
        videos.AddOrUpdate(id, _ => one(Nothing), (_, counts) => one(counts));
}
