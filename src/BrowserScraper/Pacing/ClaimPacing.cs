using BrowserScraper.Items;

namespace BrowserScraper.Pacing;

/// <summary>
/// Decides before a claim what must not be claimed: groups that have work enough, hosts that are left alone for a while or do not answer.
/// Members may be called concurrently.
/// </summary>
internal sealed class ClaimPacing(PacingOptions options)
{
    private readonly HostPace pace = new(options.HostDelay, options.HostPerMinute, options.PaceChanged);
    private readonly GroupPlaces groups = new(options.MaxGroups, options.Pages);
    private readonly Dictionary<string, DateTimeOffset> resting = new(StringComparer.Ordinal);
    private readonly Lock gate = new();

    /// <summary>What holds now, and how long it does.</summary>
    /// <param name="now">The time.</param>
    /// <param name="live">Groups that have something to do.</param>
    /// <returns>
    /// The rules, and how long until a host may be asked that they leave alone; null where they leave none alone. Both are of one moment:
    /// asked for later, a host that has rested meanwhile would be waited for by nobody.
    /// </returns>
    public (ClaimRules Rules, TimeSpan? NextHost) Rules(DateTimeOffset now, int live)
    {
        lock (gate)
        {
            foreach (string rested in resting.Where(host => host.Value <= now).Select(host => host.Key).ToArray())
            {
                resting.Remove(rested);
            }

            HostTroubles troubles = options.Hosts?.Troubles ?? HostTroubles.None;
            ClaimRules rules = groups.Add(
                ClaimRules.None with
                {
                    HostDelay = options.HostDelay,
                    HostPerMinute = options.HostPerMinute,
                    RestingHosts = resting.Count == 0 ? ClaimRules.None.RestingHosts : resting.Keys.ToHashSet(StringComparer.Ordinal),
                    AwayHosts = troubles.Away,
                    DoubtedHosts = troubles.Doubted,
                    LeftHosts = troubles.Left,
                },
                live);
            return (rules, resting.Count == 0 ? null : resting.Values.Min() - now);
        }
    }

    /// <summary>Says how many pages take items from now on, so that groups get their share of them.</summary>
    public void SetPages(int pages)
    {
        lock (gate)
        {
            groups.Pages = pages;
        }
    }

    /// <summary>
    /// Whether a pace is learned for each host that refuses items (429, 503 with Retry-After); false forgets what was learned. Default:
    /// false.
    /// </summary>
    public void Learn(bool learns)
    {
        lock (gate)
        {
            pace.Learn(learns);
        }
    }

    /// <summary>An item was claimed.</summary>
    public void Started(WorkItem item, DateTimeOffset now)
    {
        lock (gate)
        {
            groups.Started(GroupOf(item));
            pace.TryStart(HostOf(item), now);
            Rest(HostOf(item), now);
        }
    }

    /// <summary>An attempt has ended, and its item is about to be settled.</summary>
    /// <returns>The host that has asked to be left alone by that, and for how long; null where none has.</returns>
    public (string Host, TimeSpan Wait)? Answered(WorkItem item, Verdict verdict, DateTimeOffset now)
    {
        lock (gate)
        {
            if (verdict is { HoldHost: true, Due: { } until })
            {
                bool rests = pace.Refused(HostOf(item), now, until, verdict.MayBeOfItem);
                Rest(HostOf(item), now);
                return rests && until > now ? (HostOf(item), until - now) : null;
            }

            if (!verdict.TriedAgainNow)
            {
                pace.Answered(HostOf(item));
            }

            return null;
        }
    }

    /// <summary>How long an item waits that is tried again in this run, and for which host; null and null where it is not.</summary>
    public (TimeSpan? Delay, string? WaitsFor) WaitOf(Verdict verdict, DateTimeOffset now) => verdict switch
    {
        { TriedAgainNow: false } => (null, null),
        { Host: { } host } when options.Hosts?.IsDoubted(host) == true => (TimeSpan.Zero, host),
        _ => (verdict.Due is { } due && due > now ? due - now : TimeSpan.Zero, null),
    };

    /// <summary>An item is no longer in work.</summary>
    /// <param name="item">The item.</param>
    /// <param name="hasReady">Whether a group has something to do now; called under a lock.</param>
    public void Released(WorkItem item, Func<string, bool> hasReady)
    {
        lock (gate)
        {
            groups.Released(GroupOf(item), hasReady);
        }
    }

    /// <summary>An item waits for proof, and is on no page meanwhile.</summary>
    public void Held(WorkItem item)
    {
        lock (gate)
        {
            groups.Held(GroupOf(item));
        }
    }

    /// <summary>An item that waited for proof is about to be settled.</summary>
    public void Resumed(WorkItem item)
    {
        lock (gate)
        {
            groups.Resumed(GroupOf(item));
        }
    }

    /// <inheritdoc cref="GroupPlaces.CloseIdle"/>
    public bool CloseIdle(Func<string, bool> hasReady)
    {
        lock (gate)
        {
            return groups.CloseIdle(hasReady);
        }
    }

    private static string GroupOf(WorkItem item) => item.Group ?? "";

    private static string HostOf(WorkItem item) =>
        item.Address is { IsAbsoluteUri: true, Scheme: "http" or "https" } address ? address.Host : "";

    private void Rest(string host, DateTimeOffset now)
    {
        if (pace.NextOf(host, now) is var next && next > now)
        {
            resting[host] = next;
        }
    }
}
