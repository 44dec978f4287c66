namespace BrowserScraper.Items;

/// <summary>
/// Ends the attempt with a known outcome from any depth of a script. The harness turns it into that outcome; a script
/// may throw it, and should not catch it.
/// </summary>
public sealed class ItemEndedException(ItemOutcome outcome) : Exception($"{outcome.Name}: {outcome.Reason}")
{
    public ItemOutcome Outcome { get; } = outcome;
}
