using System.Collections.Concurrent;

namespace BrowserScraper.DemoSites.Hosting;

/// <summary>What every portal counts of its visitors.</summary>
internal sealed class VisitCounters
{
    private readonly ConcurrentDictionary<string, int> files = new(StringComparer.Ordinal);
    private int signIns;
    private int refusedSignIns;
    private int requests;
    private int assetRequests;

    public int SignIns => Volatile.Read(ref signIns);

    public int RefusedSignIns => Volatile.Read(ref refusedSignIns);

    public int Requests => Volatile.Read(ref requests);

    public int AssetRequests => Volatile.Read(ref assetRequests);

    /// <summary>A copy: how often each item's file was sent complete and right.</summary>
    public IReadOnlyDictionary<string, int> FilesServed => new Dictionary<string, int>(files, StringComparer.Ordinal);

    public void CountSignIn() => Interlocked.Increment(ref signIns);

    public void CountRefusedSignIn() => Interlocked.Increment(ref refusedSignIns);

    public void CountFile(string key) => files.AddOrUpdate(key, 1, (_, number) => number + 1);

    /// <summary>Middleware that counts the request and passes it on.</summary>
    public RequestDelegate CountRequests(RequestDelegate next) => context =>
    {
        Interlocked.Increment(ref requests);
        if (EmbeddedAssets.IsAsset(context.Request))
        {
            Interlocked.Increment(ref assetRequests);
        }

        return next(context);
    };
}
