using BrowserScraper.Items;

namespace BrowserScraper.Planning;

/// <summary>Some of a job's items.</summary>
public sealed class ItemFilter
{
    private ItemFilter(string what, Func<ItemRecord, bool> fits) => (What, Fits) = (what, fits);

    /// <summary>Those that were given up.</summary>
    public static ItemFilter Failed { get; } = new("failed items", record => record.State == ItemState.Failed);

    /// <summary>Those that are still to do, given up or not.</summary>
    public static ItemFilter Unfinished { get; } = new("known items", record => record.State is not (ItemState.Done or ItemState.Skipped));

    /// <summary>Those not done whose last attempt ended so, such as <c>SiteChanged</c>; skipped ones may be asked for, too.</summary>
    public static ItemFilter EndedAs(string outcome) => new(
        $"items that ended as {outcome}", record => record.State != ItemState.Done && record.Outcome == outcome);

    /// <summary>Which ones, for people: <c>failed items</c>.</summary>
    public string What { get; }

    /// <summary>Whether one is among them.</summary>
    internal Func<ItemRecord, bool> Fits { get; }
}
