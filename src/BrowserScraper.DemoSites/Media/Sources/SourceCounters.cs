using System.Collections.Concurrent;
using BrowserScraper.DemoSites.Media.Content;

namespace BrowserScraper.DemoSites.Media.Sources;

/// <summary>What one source counts of its visitors.</summary>
internal sealed class SourceCounters
{
    private readonly ConcurrentDictionary<string, int> files = new(StringComparer.Ordinal);
    private int requests;
    private int searches;
    private int inFlight;

    /// <param name="address">The source's own, in front of each file's path.</param>
    public MediaSourceCounts Read(Uri address)
    {
        var byAddress = files.ToDictionary(file => new Uri(address, file.Key), file => file.Value);
        return new MediaSourceCounts(
            Volatile.Read(ref requests), Volatile.Read(ref searches), byAddress.Values.Sum(), byAddress, Volatile.Read(ref inFlight));
    }

    public void CountFile(Medium medium) => files.AddOrUpdate(medium.FullPath, 1, (_, number) => number + 1);

    /// <summary>Middleware that counts the request and passes it on.</summary>
    public RequestDelegate CountRequests(RequestDelegate next) => async context =>
    {
        Interlocked.Increment(ref requests);
        Interlocked.Increment(ref inFlight);
        if (context.Request.Path.Value is "/search" or "/more" or "/api/search")
        {
            Interlocked.Increment(ref searches);
        }

        try
        {
            await next(context);
        }
        finally
        {
            Interlocked.Decrement(ref inFlight);
        }
    };
}
