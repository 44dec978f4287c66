namespace BrowserScraper.Progress;

/// <summary>A cause for which items were given up, and how many.</summary>
/// <param name="Cause">The reason they have in common; what differs from item to item stands in angle brackets.</param>
/// <param name="Outcome">How their last attempts ended.</param>
/// <param name="Items">How many.</param>
internal sealed record FailureCause(string Cause, string Outcome, int Items);
