namespace BrowserScraper.Progress;

/// <summary>An item that was given up.</summary>
/// <param name="Key">The item's key.</param>
/// <param name="Outcome">How its last attempt ended.</param>
/// <param name="Reason">Why.</param>
/// <param name="Attempts">How many there were in this run.</param>
/// <param name="LastSeconds">How long the last one took.</param>
/// <param name="Evidence">The folder with its pictures and traces, relative to the run's, or null.</param>
public sealed record FailedItem(string Key, string Outcome, string Reason, int Attempts, double LastSeconds, string? Evidence = null)
{
    /// <summary>The item's title; null where it has none.</summary>
    public string? Title { get; init; }
}
