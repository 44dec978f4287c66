namespace BrowserScraper.Queue;

/// <summary>Keeps a least time between the starts of two items of one host. Not concurrent; its owner sees to that.</summary>
/// <param name="delay">From DOWNLOAD_DELAY; zero lets everything start at once.</param>
internal sealed class HostPace(TimeSpan delay)
{
    private readonly Dictionary<string, (DateTimeOffset Next, DateTimeOffset LastGiven)> hosts = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Asks to start an item now.</summary>
    /// <returns>Null where it may, else when to ask again: behind everyone who was told so before.</returns>
    public DateTimeOffset? TryStart(string host, DateTimeOffset now)
    {
        if (delay == TimeSpan.Zero)
        {
            return null;
        }

        (DateTimeOffset next, DateTimeOffset lastGiven) = hosts.GetValueOrDefault(host);
        if (now >= next)
        {
            hosts[host] = (now + delay, lastGiven);
            return null;
        }

        DateTimeOffset given = lastGiven + delay > next ? lastGiven + delay : next;
        hosts[host] = (next, given);
        return given;
    }
}
