namespace BrowserScraper.Items;

/// <summary>Some of a job's items. As data, so that any store can look for them.</summary>
/// <param name="What">Which ones, for people: <c>failed items</c>.</param>
/// <param name="States">The states that fit.</param>
public sealed record ItemFilter(string What, IReadOnlyCollection<ItemState> States)
{
    /// <summary>Those that were given up.</summary>
    public static ItemFilter Failed { get; } = new("failed items", [ItemState.Failed]);

    /// <summary>Those that are still to do, given up or not.</summary>
    public static ItemFilter Unfinished { get; } = new("known items", [ItemState.Waiting, ItemState.Working, ItemState.Failed]);

    /// <summary>How the last attempt ended, such as <c>SiteChanged</c>; null for any ending.</summary>
    public string? Outcome { get; init; }

    /// <summary>Their keys; null for any.</summary>
    public IReadOnlyCollection<string>? Keys { get; init; }

    /// <summary>Those not done whose last attempt ended so; skipped ones may be asked for, too.</summary>
    public static ItemFilter EndedAs(string outcome) => new(
        $"items that ended as {outcome}", [ItemState.Waiting, ItemState.Working, ItemState.Failed, ItemState.Skipped])
            { Outcome = outcome };

    /// <summary>Whether an item is among them.</summary>
    public bool Fits(ItemRecord record) => States.Contains(record.State)
        && (Outcome is null || record.Outcome == Outcome) && (Keys is null || Keys.Contains(record.Item.Key));
}
