namespace BrowserScraper.Pacing;

/// <summary>
/// Spares hosts: a least time between the starts of two items, so many starts a minute, rest where a host has asked for it, and where it is
/// to, a pace learned from what hosts refuse. Not concurrent; its owner sees to that.
/// </summary>
/// <param name="delay">From DOWNLOAD_DELAY; zero lets everything start at once.</param>
/// <param name="perMinute">From MAX_PER_MINUTE; null for any number.</param>
/// <param name="changed">Told when a learned pace changes.</param>
internal sealed class HostPace(TimeSpan delay, int? perMinute = null, Action<PaceChange>? changed = null)
{
    /// <summary>A host that has answered so many since it last refused one may mean the item alone.</summary>
    private const int QuietAnswers = 10;

    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan ShortWait = TimeSpan.FromSeconds(5);

    private readonly Dictionary<string, Host> hosts = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>A pace is learned for each host that refuses items.</summary>
    public bool Learns { get; private set; }

    /// <summary>Begins to learn, or forgets what was learned.</summary>
    public void Learn(bool learns)
    {
        if (Learns && !learns)
        {
            foreach ((string name, Host host) in hosts.Where(host => host.Value.Pace.PerSecond is not null))
            {
                host.Pace = new();
                Tell(name, host, "pages are not on auto any more");
            }
        }

        Learns = learns;
    }

    /// <summary>When the next item of a host may start, as far as is known now.</summary>
    public DateTimeOffset NextOf(string name, DateTimeOffset now) => hosts.TryGetValue(name, out Host? host)
        ? Later(host.Next, perMinute is { } most && host.Starts.Count >= most ? host.Starts.Peek() + Minute : now)
        : now;

    /// <summary>Asks to start an item now.</summary>
    /// <returns>Null where it may, else when to ask again.</returns>
    public DateTimeOffset? TryStart(string name, DateTimeOffset now)
    {
        Host host = Of(name);
        if (NextOf(name, now) is var next && now < next)
        {
            return next;
        }

        if (Learns && host.Pace.Started(now) is { } why)
        {
            Tell(name, host, why);
        }

        host.Next = now + (delay > host.Pace.Interval ? delay : host.Pace.Interval);
        Remember(host, now);
        return null;
    }

    /// <summary>The host has answered an item.</summary>
    public void Answered(string name)
    {
        Host host = Of(name);
        host.AnsweredSince++;
        host.Pace.Answered();
    }

    /// <summary>
    /// The host has refused an item. It is left alone until then, but for one case: it asks for a short while only, and has answered many
    /// since it last refused one. Then it may mean that item alone, and the next refusal tells.
    /// </summary>
    /// <param name="name">The host.</param>
    /// <param name="now">The time.</param>
    /// <param name="until">When it may be asked again.</param>
    /// <param name="mayBeOfItem">What it said may be for that item alone: the host is left alone only where it says so twice in a row.
    /// Default: false.</param>
    /// <returns>Whether it is left alone.</returns>
    public bool Refused(string name, DateTimeOffset now, DateTimeOffset until, bool mayBeOfItem = false)
    {
        Host host = Of(name);
        bool isOfItemAlone = (mayBeOfItem && host.AnsweredSince > 0) || IsQuiet(host, until - now);
        host.AnsweredSince = 0;
        if (isOfItemAlone)
        {
            return false;
        }

        Hold(name, until);
        if (Learns && host.Pace.Throttled(now, until) is { } why)
        {
            Tell(name, host, why);
        }

        return true;
    }

    /// <summary>The host has asked to be left alone until then.</summary>
    public void Hold(string name, DateTimeOffset until)
    {
        Host host = Of(name);
        host.Next = Later(host.Next, until);
    }

    private static bool IsQuiet(Host host, TimeSpan wait) =>
        host.Pace.PerSecond is null && host.AnsweredSince >= QuietAnswers && wait <= ShortWait;

    private Host Of(string name) => hosts.TryGetValue(name, out Host? known) ? known : hosts[name] = new();

    private void Tell(string name, Host host, string why) => changed?.Invoke(new(name, host.Pace.PerSecond, why));

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

        /// <summary>Items answered since one was refused.</summary>
        public int AnsweredSince { get; set; }

        public LearnedPace Pace { get; set; } = new();

        /// <summary>The newest starts, as many as a minute may have.</summary>
        public Queue<DateTimeOffset> Starts { get; } = new();
    }
}
