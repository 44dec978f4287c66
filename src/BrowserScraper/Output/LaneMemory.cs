using System.Collections.Concurrent;

namespace BrowserScraper.Output;

/// <summary>
/// Remembers which lane works, for each host and kind of link. A lane that has delivered is tried first, until three failures in a row say
/// that it no longer works. Members may be called concurrently.
/// </summary>
internal sealed class LaneMemory
{
    private const int FailuresInARow = 3;

    private readonly ConcurrentDictionary<(string Host, string Kind), Known> known = new();

    /// <summary>The lanes to try, in order: the one that is proven, and then the others.</summary>
    public IReadOnlyList<IDownloadLane> Order(DownloadOrder order, IReadOnlyList<IDownloadLane> able) =>
        known.TryGetValue(KeyOf(order), out Known? of) && able.FirstOrDefault(lane => lane.Name == of.Proven) is { } proven
            ? [proven, .. able.Where(lane => lane != proven)]
            : able;

    /// <summary>Whether the lane has delivered from this host, by whatever kind of link: what it is answered there counts.</summary>
    public bool HasDelivered(DownloadOrder order, IDownloadLane lane) =>
        known.Any(each => each.Key.Host == KeyOf(order).Host && each.Value.Proven == lane.Name);

    public void Delivered(DownloadOrder order, IDownloadLane lane)
    {
        Known of = known.GetOrAdd(KeyOf(order), _ => new());
        of.Proven = lane.Name;
        of.Failures = 0;
    }

    public void Failed(DownloadOrder order)
    {
        if (known.TryGetValue(KeyOf(order), out Known? of) && Interlocked.Increment(ref of.Failures) >= FailuresInARow)
        {
            of.Proven = null;
        }
    }

    private static (string Host, string Kind) KeyOf(DownloadOrder order) =>
        (order.Address?.Authority ?? "", order.Link is null ? "address" : order.Address is null ? "button" : "link");

    private sealed class Known
    {
        public string? Proven;
        public int Failures;
    }
}
