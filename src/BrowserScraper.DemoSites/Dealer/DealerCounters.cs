using System.Collections.Concurrent;
using BrowserScraper.DemoSites.Faults;

namespace BrowserScraper.DemoSites.Dealer;

/// <summary>The running numbers behind <see cref="DealerPortalCounts"/>.</summary>
internal sealed class DealerCounters
{
    private readonly ConcurrentDictionary<string, int> stickers = new(StringComparer.Ordinal);
    private int signIns;
    private int refusedSignIns;
    private int requests;
    private int assetRequests;

    public void CountSignIn() => Interlocked.Increment(ref signIns);

    public void CountRefusedSignIn() => Interlocked.Increment(ref refusedSignIns);

    public void CountRequest() => Interlocked.Increment(ref requests);

    public void CountAssetRequest() => Interlocked.Increment(ref assetRequests);

    public void CountSticker(string vin) => stickers.AddOrUpdate(vin, 1, (_, number) => number + 1);

    public DealerPortalCounts Snapshot(IEnumerable<KeyValuePair<FaultKind, int>> faults) => new(
        Volatile.Read(ref signIns),
        Volatile.Read(ref refusedSignIns),
        new Dictionary<string, int>(stickers, StringComparer.Ordinal),
        new Dictionary<FaultKind, int>(faults),
        Volatile.Read(ref requests),
        Volatile.Read(ref assetRequests));
}
