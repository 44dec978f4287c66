namespace BrowserScraper.Progress;

/// <summary>One of the attempts that took longest.</summary>
/// <param name="Key">The item's key.</param>
/// <param name="Page">The page's number.</param>
/// <param name="Attempt">The attempt's number.</param>
/// <param name="Outcome">How it ended.</param>
/// <param name="Seconds">How long it took.</param>
internal sealed record SlowAttempt(string Key, int Page, int Attempt, string Outcome, double Seconds)
{
    /// <summary>The item's title; null where it has none.</summary>
    public string? Title { get; init; }
}
