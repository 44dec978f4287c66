using BrowserScraper.Items;

namespace BrowserScraper.Planning;

/// <summary>Some of a job's items.</summary>
/// <param name="What">Which ones, for people: <c>failed items</c>.</param>
/// <param name="Fits">Whether one is among them.</param>
public sealed record ItemFilter(string What, Func<ItemRecord, bool> Fits)
{
    /// <summary>Those that were given up.</summary>
    public static ItemFilter Failed { get; } = new("failed items", record => record.State == ItemState.Failed);

    /// <summary>Those that are still to do, given up or not.</summary>
    public static ItemFilter Unfinished { get; } = new("known items", record => record.State is not (ItemState.Done or ItemState.Skipped));

    /// <summary>Those not done whose last attempt ended so, such as <c>SiteChanged</c>; skipped ones may be asked for, too.</summary>
    public static ItemFilter EndedAs(string outcome) => new(
        $"items that ended as {outcome}", record => record.State != ItemState.Done && record.Outcome == outcome);
}
