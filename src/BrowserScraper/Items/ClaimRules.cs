namespace BrowserScraper.Items;

/// <summary>
/// What must not be claimed now. As data, so that any store can heed it. Groups are called by <see cref="WorkItem.Group"/>, the one
/// without a name by the empty text; hosts as in <c>JobTerms.HostOf</c>.
/// </summary>
public sealed record ClaimRules
{
    /// <summary>Everything may be claimed.</summary>
    public static ClaimRules None { get; } = new();

    /// <summary>The groups that may be claimed from; null for all but <see cref="ClosedGroups"/>.</summary>
    public IReadOnlyCollection<string>? OpenGroups { get; init; }

    /// <summary>Groups that have work enough.</summary>
    public IReadOnlySet<string> ClosedGroups { get; init; } = new HashSet<string>();

    /// <summary>Hosts that are left alone for a while, named without a port: all their ports. The empty text is all
    /// items without a host.</summary>
    public IReadOnlySet<string> RestingHosts { get; init; } = new HashSet<string>();

    /// <summary>
    /// Least time between the claims of two items of one host, counted over everybody who claims from the store, in whichever job; the
    /// strictest counts of those that are at work. Zero for none, the default. A store that has room for one leaves it to the one who
    /// claims.
    /// </summary>
    public TimeSpan HostDelay { get; init; }

    /// <summary>Items of one host that may be claimed within any minute, counted in the same way. Default: any number.</summary>
    public int? HostPerMinute { get; init; }

    /// <summary>Hosts that do not answer: what is there waits, and what waits for them.</summary>
    public IReadOnlySet<string> AwayHosts { get; init; } = new HashSet<string>();

    /// <summary>Hosts that are just asked whether they are away: what waits for them waits on.</summary>
    public IReadOnlySet<string> DoubtedHosts { get; init; } = new HashSet<string>();

    /// <summary>Hosts that are not waited for any longer: what needs them leaves the queue, for the next run.</summary>
    public IReadOnlySet<string> LeftHosts { get; init; } = new HashSet<string>();

    /// <summary>Whether an item may not be claimed because of a host.</summary>
    /// <param name="host">That of its address, or null.</param>
    /// <param name="waitsFor">The host that it waits for, or null.</param>
    public bool HoldsBack(string? host, string? waitsFor) =>
        RestingHosts.Contains(host is null ? "" : WithoutPort(host)) || IsAway(host, waitsFor);

    /// <summary>Whether an item may not be claimed because a host does not answer.</summary>
    public bool IsAway(string? host, string? waitsFor) => (host is not null && AwayHosts.Contains(host))
        || (waitsFor is not null && (AwayHosts.Contains(waitsFor) || DoubtedHosts.Contains(waitsFor)));

    /// <summary>Whether an item leaves the queue because of a host.</summary>
    public bool Leaves(string? host, string? waitsFor) =>
        (host is not null && LeftHosts.Contains(host)) || (waitsFor is not null && LeftHosts.Contains(waitsFor));

    /// <summary>Whether a group may be claimed from.</summary>
    public bool Allows(string group) => OpenGroups?.Contains(group) ?? !ClosedGroups.Contains(group);

    internal static string WithoutPort(string host)
    {
        int colon = host.LastIndexOf(':');
        return colon < 0 || host.EndsWith(']') ? host : host[..colon];
    }
}
