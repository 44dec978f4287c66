using BrowserScraper.Items;

namespace BrowserScraper.Pacing;

/// <summary>
/// Lets so many groups work at once, and none of them take the pages that another one needs: while several are at work, one page is left
/// for each. Not concurrent; its owner sees to that.
/// </summary>
/// <param name="maxOpen">Groups at once, from MAX_CONCURRENT_SOURCES.</param>
/// <param name="pages">Pages that take items, at first.</param>
internal sealed class GroupPlaces(int maxOpen, int pages)
{
    private readonly Dictionary<string, Place> open = new(StringComparer.Ordinal);

    /// <summary>Pages that take items.</summary>
    public int Pages { get; set; } = pages;

    /// <summary>As many groups are at work as may be.</summary>
    private bool IsFull => open.Count >= maxOpen;

    /// <summary>The rules with what groups add to them.</summary>
    /// <param name="rules">What else holds.</param>
    /// <param name="live">Groups that have something to do.</param>
    public ClaimRules Add(ClaimRules rules, int live)
    {
        int share = Share(live);
        return IsFull
            ? rules with { OpenGroups = [.. open.Where(each => each.Value.Claimed < share).Select(each => each.Key)] }
            : rules with { ClosedGroups = open.Where(each => each.Value.Claimed >= share).Select(each => each.Key).ToHashSet() };
    }

    public void Started(string group)
    {
        (open.TryGetValue(group, out Place? place) ? place : open[group] = new()).Claimed++;
    }

    /// <summary>An item in work is kept aside: unsettled, and on no page.</summary>
    public void Held(string group)
    {
        open[group].Claimed--;
        open[group].Held++;
    }

    /// <summary>An item that was kept aside is about to be settled.</summary>
    public void Resumed(string group)
    {
        open[group].Held--;
        open[group].Claimed++;
    }

    /// <summary>An item is no longer in work. A group that has nothing else to do now gives its place to another one.</summary>
    /// <param name="group">The group.</param>
    /// <param name="hasReady">Whether a group has something to do now.</param>
    public void Released(string group, Func<string, bool> hasReady)
    {
        open[group].Claimed--;
        CloseWhereIdle(group, hasReady);
    }

    /// <summary>Nothing may be claimed: groups that have nothing to do now give their places to others.</summary>
    /// <param name="hasReady">Whether a group has something to do now; one whose host rests has.</param>
    /// <returns>Whether that may have made room for one.</returns>
    public bool CloseIdle(Func<string, bool> hasReady)
    {
        bool wasFull = IsFull;
        foreach (string group in open.Keys.ToArray())
        {
            CloseWhereIdle(group, hasReady);
        }

        return wasFull && !IsFull;
    }

    private void CloseWhereIdle(string group, Func<string, bool> hasReady)
    {
        if (open[group] is { Claimed: 0, Held: 0 } && !hasReady(group))
        {
            open.Remove(group);
        }
    }

    private int Share(int live) => Math.Min(live, maxOpen) is > 1 and var beside ? Math.Max(1, (Pages - 1) / (beside - 1)) : Pages;

    private sealed class Place
    {
        public int Claimed { get; set; }

        /// <summary>Kept aside.</summary>
        public int Held { get; set; }
    }
}
