using BrowserScraper.Items;

namespace BrowserScraper.Pacing;

/// <summary>
/// The station "site away". Whoever asks a host for something says how that went. Two failures in a row, and the host is away: what needs
/// it waits, and one request asks after 1, 2, 4 ... 30 s whether it is back. A host that has failed once is asked, too, but only what ran
/// into that waits. Members may be called concurrently.
/// </summary>
internal sealed class HostWatch : IDisposable
{
    private const int FaultsInARow = 2;

    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(30);

    /// <summary>A host that has never answered is asked as often as a failed item is tried.</summary>
    private static readonly TimeSpan LimitOfStrangers = TimeSpan.FromSeconds(7);

    private readonly Dictionary<string, WatchedHost> hosts = new(StringComparer.OrdinalIgnoreCase);
    private readonly CancellationTokenSource ending = new();
    private readonly Lock gate = new();
    private readonly TimeSpan limit;
    private readonly Func<Uri, CancellationToken, Task<string?>> ask;
    private readonly Action<HostNotice> tell;
    private readonly TimeProvider time;
    private volatile HostTroubles troubles = HostTroubles.None;
    private bool isOnline;

    /// <param name="limit">SITE_AWAY_LIMIT: how long a host is waited for.</param>
    /// <param name="ask">Asks for an address; returns why the host counts as away, or null where it is there.</param>
    /// <param name="tell">Told when a host goes, comes back, or is left.</param>
    /// <param name="time">The clock.</param>
    public HostWatch(TimeSpan limit, Func<Uri, CancellationToken, Task<string?>> ask, Action<HostNotice> tell, TimeProvider time)
    {
        (this.limit, this.ask, this.tell, this.time) = (limit, ask, tell, time);
    }

    /// <summary>Called when a host that was asked for is there, or is left: what waits for it need not wait any longer.</summary>
    public Action<string> Decided { get; set; } = _ => { };

    /// <summary>Who does not answer now.</summary>
    public HostTroubles Troubles => troubles;

    /// <summary>Hosts that were away for longer than SITE_AWAY_LIMIT.</summary>
    public IReadOnlyList<string> Left
    {
        get
        {
            lock (gate)
            {
                return [.. hosts.Values.Where(host => host.IsLeft).Select(host => host.Name)];
            }
        }
    }

    /// <summary>The host has answered, whatever the answer was worth.</summary>
    /// <param name="address">What was asked for.</param>
    /// <param name="begun">When the request began.</param>
    public void Answered(Uri address, DateTimeOffset begun)
    {
        WatchedHost host;
        bool isThere;
        lock (gate)
        {
            isOnline = true;
            host = Of(HostName.Of(address));
            isThere = host.Take(address, begun, isProbe: false);
        }

        if (isThere)
        {
            Decide(host, isThere: true);
        }
    }

    /// <summary>Something that was asked for did not come.</summary>
    /// <param name="trouble">What was met.</param>
    /// <param name="begun">When the request began.</param>
    /// <returns>How an attempt ends that needs it: Unreachable where the host may be away, else Failed.</returns>
    public ItemOutcome Met(NetworkTrouble trouble, DateTimeOffset begun)
    {
        string name = HostName.Of(trouble.Address);
        HostNotice? notice = null;
        lock (gate)
        {
            // Where nothing has answered in this run, it is the address or the network here, and told at once; so is a name that was never
            // found.
            if (!isOnline || !trouble.MayPass || (trouble.IsOfName && Of(name).Good is null))
            {
                return new ItemOutcome.Failed(trouble.Why);
            }

            WatchedHost host = Of(name);
            if (!host.IsLeft && host.Count(trouble.Why, begun, time.GetUtcNow()))
            {
                notice = Judged(host);
                if (host.Asked is null)
                {
                    host.Asked = new(TaskCreationOptions.RunContinuationsAsynchronously);
                    _ = AskAsync(host, new Uri(trouble.Address, "/"), host.Asked);
                }

                Sum();
            }
        }

        Tell(notice);
        return new ItemOutcome.Unreachable(name, trouble.Why);
    }

    /// <summary>Ends the attempt where the address's host is away: nobody runs into that twice.</summary>
    /// <exception cref="ItemEndedException">Unreachable.</exception>
    public void RefuseWhereAway(Uri address)
    {
        lock (gate)
        {
            if (hosts.TryGetValue(HostName.Of(address), out WatchedHost? host) && (host.IsAway || host.IsLeft))
            {
                throw new ItemEndedException(new ItemOutcome.Unreachable(host.Name, host.Why));
            }
        }
    }

    /// <summary>The host does not answer, and is waited for.</summary>
    public bool IsAway(string host) => Is(host, each => each.IsAway);

    /// <summary>The host is away, or has failed once and is just asked whether it is.</summary>
    public bool IsDoubted(string host) => Is(host, each => each.Asked is not null);

    /// <summary>The host was away for longer than SITE_AWAY_LIMIT: what needs it is for the next run.</summary>
    public bool IsLeft(string host) => Is(host, each => each.IsLeft);

    /// <summary>The host has answered in this run.</summary>
    public bool HasAnswered(string host) => Is(host, each => each.Good is not null);

    /// <summary>The host was shown to be there by a request that began after that moment.</summary>
    public bool IsProvenSince(string host, DateTimeOffset moment) => Is(host, each => each.Proof > moment);

    /// <summary>
    /// Waits for a host that an Unreachable has named. True: try again, and where the same comes again after that, it costs a try, or an
    /// address that always gives 504 would be asked for ever. False: it was away for longer than SITE_AWAY_LIMIT.
    /// </summary>
    /// <param name="host">As the outcome names it.</param>
    /// <param name="stopping">Gives up.</param>
    public async Task<bool> WaitAsync(string host, CancellationToken stopping)
    {
        Task<bool>? asked;
        lock (gate)
        {
            WatchedHost known = Of(host);
            if (known.IsLeft)
            {
                return false;
            }

            asked = known.Asked?.Task;
        }

        if (asked is not null)
        {
            return await asked.WaitAsync(stopping);
        }

        await Task.Delay(FirstPause, time, stopping); // it is there by now
        return true;
    }

    public void Dispose()
    {
        ending.Cancel();
        ending.Dispose();
    }

    private async Task AskAsync(WatchedHost host, Uri root, TaskCompletionSource<bool> asked)
    {
        CancellationToken over = ending.Token;
        try
        {
            for (TimeSpan pause = FirstPause; ; pause = 2 * pause < LongestPause ? 2 * pause : LongestPause)
            {
                await Task.Delay(pause, time, over);
                if (host.Asked != asked || await IsThereAsync(host, root, over))
                {
                    return;
                }
            }
        }
        catch (Exception) when (over.IsCancellationRequested)
        {
            // The run is over, and with it whoever waits.
        }
    }

    // Whatever it throws, the host has not answered; or those who wait for it would wait for ever.
    private async Task<string?> AskAsync(Uri address, CancellationToken over)
    {
        try
        {
            return await ask(address, over);
        }
        catch (Exception fault) when (!over.IsCancellationRequested)
        {
            return FaultText.Of(fault);
        }
    }

    /// <summary>Asks once.</summary>
    /// <returns>Whether nothing is left to ask: the host is there, or is left.</returns>
    private async Task<bool> IsThereAsync(WatchedHost host, Uri root, CancellationToken over)
    {
        DateTimeOffset begun = time.GetUtcNow();
        string? why = await AskAsync(root, over);
        // some front doors have no answer for their root
        why = why is not null && host.Good is { } good && good != root ? await AskAsync(good, over) : why;
        bool isOver = why is null;
        HostNotice? notice = null;
        lock (gate)
        {
            DateTimeOffset now = time.GetUtcNow();
            if (why is null)
            {
                host.Take(root, begun, isProbe: true);
            }
            else
            {
                host.Count(why, now, now);
                notice = Judged(host);
                Sum();
                isOver = now - host.Since >= (host.Good is null && LimitOfStrangers < limit ? LimitOfStrangers : limit);
            }
        }

        Tell(notice);
        if (isOver)
        {
            Decide(host, why is null);
        }

        return isOver;
    }

    private void Decide(WatchedHost host, bool isThere)
    {
        TaskCompletionSource<bool>? asked;
        HostNotice? notice = null;
        lock (gate)
        {
            asked = host.Asked;
            if (asked is null)
            {
                return;
            }

            TimeSpan after = time.GetUtcNow() - host.Since;
            notice = isThere ? host.IsAway ? new HostNotice.Back(host.Name, after) : null : new HostNotice.Left(host.Name, after, host.Why);
            (host.Asked, host.IsAway, host.IsLeft) = (null, false, !isThere);
            Sum();
        }

        Tell(notice);
        Decided(host.Name);
        asked.TrySetResult(isThere);
    }

    private static HostNotice.Away? Judged(WatchedHost host)
    {
        if (host.IsAway || host.Faults < FaultsInARow)
        {
            return null;
        }

        host.IsAway = true;
        return new HostNotice.Away(host.Name, host.Why);
    }

    /// <summary>Called whenever a host goes, comes, or is left; asked far more often.</summary>
    private void Sum() => troubles = new(Names(host => host.IsAway), Names(host => host.Asked is not null), Names(host => host.IsLeft));

    private HashSet<string> Names(Func<WatchedHost, bool> which) =>
        hosts.Values.Where(which).Select(host => host.Name).ToHashSet(StringComparer.OrdinalIgnoreCase);

    private void Tell(HostNotice? notice)
    {
        if (notice is not null)
        {
            tell(notice);
        }
    }

    private bool Is(string name, Func<WatchedHost, bool> test)
    {
        lock (gate)
        {
            return hosts.TryGetValue(name, out WatchedHost? host) && test(host);
        }
    }

    private WatchedHost Of(string name) => hosts.TryGetValue(name, out WatchedHost? known) ? known : hosts[name] = new(name);
}
