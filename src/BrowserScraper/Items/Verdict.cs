namespace BrowserScraper.Items;

/// <summary>What becomes of an item after an attempt.</summary>
/// <param name="State">Its new state; <see cref="ItemState.Waiting"/> means that it is tried again.</param>
/// <param name="Tally">What it has used up, this attempt included.</param>
/// <param name="Due">Not before this time, where it is tried again in this run.</param>
/// <param name="NextRun">It is tried again, but not by this run.</param>
/// <param name="RetirePage">The page is not to be trusted with another item.</param>
/// <param name="HoldHost">Its host has asked for rest: none of its items begin before <paramref name="Due"/>.</param>
internal sealed record Verdict(
    ItemState State, ItemTally Tally, DateTimeOffset? Due = null, bool NextRun = false, bool RetirePage = false, bool HoldHost = false)
{
    /// <summary>The host that it waits for, if that is still away; null where it waits for none.</summary>
    public string? Host { get; init; }

    /// <summary>What the host has asked for may be for this item alone; asked for twice running, it is for all.</summary>
    public bool MayBeOfItem { get; init; }

    public bool TriedAgainNow => State == ItemState.Waiting && !NextRun;
}
