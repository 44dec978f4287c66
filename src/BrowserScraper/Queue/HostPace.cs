namespace BrowserScraper.Queue;

/// <summary>
/// Spares hosts: a least time between the starts of two items, so many starts a minute, and rest where a host has asked for it. Not concurrent; its
/// owner sees to that.
/// </summary>
/// <param name="delay">From DOWNLOAD_DELAY; zero lets everything start at once.</param>
/// <param name="perMinute">From MAX_PER_MINUTE; null for any number.</param>
internal sealed class HostPace(TimeSpan delay, int? perMinute = null)
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private readonly Dictionary<string, Host> hosts = new(StringComparer.OrdinalIgnoreCase);

    private bool IsUnlimited => delay == TimeSpan.Zero && perMinute is null;

    /// <summary>Asks to start an item now.</summary>
    /// <returns>Null where it may, else when to ask again: behind everyone who was told so before.</returns>
    public DateTimeOffset? TryStart(string name, DateTimeOffset now)
    {
        if (!hosts.TryGetValue(name, out Host? host))
        {
            if (IsUnlimited)
            {
                return null;
            }

            hosts[name] = host = new();
        }

        DateTimeOffset next = Later(host.Next, perMinute is { } most && host.Starts.Count >= most ? host.Starts.Peek() + Minute : now);
        if (now < next)
        {
            host.LastGiven = Later(host.LastGiven + delay, next);
            return host.LastGiven;
        }

        host.Next = now + delay;
        Remember(host, now);
        return null;
    }

    /// <summary>The host has asked to be left alone until then.</summary>
    public void Hold(string name, DateTimeOffset until)
    {
        Host host = hosts.TryGetValue(name, out Host? known) ? known : hosts[name] = new();
        host.Next = Later(host.Next, until);
    }

    private void Remember(Host host, DateTimeOffset now)
    {
        if (perMinute is { } most)
        {
            host.Starts.Enqueue(now);
            if (host.Starts.Count > most)
            {
                host.Starts.Dequeue();
            }
        }
    }

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;

    private sealed class Host
    {
        /// <summary>No start before this.</summary>
        public DateTimeOffset Next { get; set; }

        /// <summary>What the last one that had to wait was told.</summary>
        public DateTimeOffset LastGiven { get; set; }

        /// <summary>The newest starts, as many as a minute may have.</summary>
        public Queue<DateTimeOffset> Starts { get; } = new();
    }
}
