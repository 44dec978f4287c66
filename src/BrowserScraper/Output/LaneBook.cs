using System.Collections.Concurrent;

namespace BrowserScraper.Output;

/// <summary>
/// Remembers per host which lane works. A lane that has delivered is kept; its failures are then the site's, until three
/// in a row say that it no longer works. Members may be called concurrently.
/// </summary>
internal sealed class LaneBook
{
    private const int FailuresInARow = 3;

    private sealed class Host
    {
        public string? Proven;
        public int Failures;
    }

    private readonly ConcurrentDictionary<string, Host> hosts = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The lanes to try for this host, in order; only one where one is proven.</summary>
    public IReadOnlyList<IDownloadLane> Order(string host, IReadOnlyList<IDownloadLane> able) =>
        hosts.TryGetValue(host, out Host? known) && able.FirstOrDefault(lane => lane.Name == known.Proven) is { } proven ? [proven] : able;

    public void Delivered(string host, IDownloadLane lane)
    {
        Host known = hosts.GetOrAdd(host, _ => new());
        known.Proven = lane.Name;
        known.Failures = 0;
    }

    public void Failed(string host)
    {
        if (hosts.TryGetValue(host, out Host? known) && Interlocked.Increment(ref known.Failures) >= FailuresInARow)
        {
            known.Proven = null;
        }
    }
}
