namespace BrowserScraper.Session;

/// <summary>
/// How many shards a session needs. Measured with a portal of 250 ms latency in one context: the requests of 5 pages wait 0.3 % of their
/// time for a connection, those of 10 pages 14 % with 4 connections in use, those of 20 pages 46 % with nearly all six. Where the machine
/// is what everyone waits for, requests wait as well (20 pages without latency: 22 %), but one connection is in use.
/// </summary>
internal static class ShardRule
{
    private const double WaitingThatTells = 0.05;

    /// <summary>Of the six connections that a context opens to a host: so many in use on average mean that all of them often are.</summary>
    private const double BusyThatTells = 3;

    private const double RateThatTells = 1.15;

    /// <param name="load">What was measured while there were so many shards.</param>
    /// <param name="shards">How many there are.</param>
    /// <param name="most">How many there may be; a page alone has a shard's connections to itself, so no more than there are pages.</param>
    /// <returns>As many as leave half of each one's connections free for what has to wait now; never fewer than there are.</returns>
    public static int Wanted(HostLoad load, int shards, int most)
    {
        most = Math.Max(shards, most);
        bool isShort = load.WaitingShare >= WaitingThatTells && load.Busy >= BusyThatTells * shards;
        return isShort
            ? Math.Clamp((int)Math.Ceiling((load.Waiting + load.Busy) / BusyThatTells), Math.Min(shards + 1, most), most)
            : shards;
    }

    /// <summary>
    /// Whether the last growth was worth it. In a machine that is at its limit more connections bring nothing, and each shard's own cache
    /// costs.
    /// </summary>
    /// <param name="before">What was measured before it.</param>
    /// <param name="after">What is measured now, spread over all of them.</param>
    public static bool HasBrought(HostLoad before, HostLoad after) =>
        after.Host != before.Host || after.Rate >= RateThatTells * before.Rate;
}
