using System.Collections.Concurrent;

namespace BrowserScraper.DemoSites.Odd;

/// <summary>Counts what the odd portal does. Members may be called concurrently.</summary>
internal sealed class OddCounters
{
    private readonly ConcurrentDictionary<string, int> paths = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<OddCount, int> counts = new();
    private int refreshing;
    private int refreshesAtOnce;

    /// <summary>Counts one more, and says how many it are now.</summary>
    public int Add(OddCount what) => counts.AddOrUpdate(what, 1, (_, number) => number + 1);

    public int Of(OddCount what) => counts.GetValueOrDefault(what);

    /// <summary>Middleware that counts the request and passes it on.</summary>
    public RequestDelegate CountRequests(RequestDelegate next) => context =>
    {
        paths.AddOrUpdate(context.Request.Path, 1, (_, number) => number + 1);
        return next(context);
    };

    public OddPortalCounts Snapshot() => new(
        Of(OddCount.SignIn),
        Of(OddCount.FormPost),
        Of(OddCount.License),
        Of(OddCount.Ending),
        Of(OddCount.ListPage),
        Of(OddCount.ItemPage),
        Of(OddCount.OddPage),
        Of(OddCount.Stale),
        Of(OddCount.File),
        Of(OddCount.TooMany),
        Of(OddCount.Cut),
        new Dictionary<string, int>(paths, StringComparer.Ordinal))
    {
        Refreshes = Of(OddCount.Refresh),
        RefusedTokens = Of(OddCount.RefusedToken),
        RefreshesAtOnce = Volatile.Read(ref refreshesAtOnce),
    };

    /// <summary>A refresh has begun, or is over.</summary>
    public void Refreshing(bool begins)
    {
        lock (paths)
        {
            refreshing += begins ? 1 : -1;
            refreshesAtOnce = Math.Max(refreshesAtOnce, refreshing);
        }
    }
}
