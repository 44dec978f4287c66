namespace BrowserScraper.Items;

/// <summary>What an item has used up so far.</summary>
/// <param name="Attempts">Attempts that were paid for.</param>
/// <param name="Interruptions">Attempts in a row that a crash or a stop cut short.</param>
/// <param name="Throttles">Times the site asked to come back later, in this run.</param>
/// <param name="SignOuts">Times in a row that the session had ended.</param>
/// <param name="Forgiven">Interruptions and sign-outs that a paid attempt has set back to zero; they count for the number only.</param>
/// <param name="Stale">Times that its page was served as if nobody were signed in, or without proof, though the session held.</param>
/// <param name="Outages">Times a host did not answer that it needs, in this run, where that was free.</param>
/// <param name="AwayAt">When that was last, paid for or not; null where it never was.</param>
public readonly record struct ItemTally(
    int Attempts, int Interruptions = 0, int Throttles = 0, int SignOuts = 0, int Forgiven = 0, int Stale = 0, int Outages = 0,
    DateTimeOffset? AwayAt = null)
{
    /// <summary>How often an item may be interrupted running; with the next time it is given up.</summary>
    public const int MostInterruptions = 5;

    /// <summary>
    /// The number of the next try, counted from 1 and over everything, so that its writes can be told from an earlier one's.
    /// </summary>
    public int NextAttempt => Attempts + Interruptions + Throttles + SignOuts + Forgiven + Stale + Outages + 1;
}
