namespace BrowserScraper.Items;

/// <summary>
/// Ends the attempt with a known outcome from any depth of a script. The harness turns it into that outcome; a script
/// may throw it, and should not catch it.
/// </summary>
/// <param name="outcome">The outcome.</param>
/// <param name="cause">What led to it, where it was an exception.</param>
public sealed class ItemEndedException(ItemOutcome outcome, Exception? cause = null) : Exception($"{outcome.Name}: {outcome.Reason}", cause)
{
    public ItemOutcome Outcome { get; } = outcome;

    /// <summary>The status of the answer that led to it; null where none did.</summary>
    internal int? Status { get; init; }
}
