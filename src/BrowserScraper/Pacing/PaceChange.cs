namespace BrowserScraper.Pacing;

/// <summary>A host's pace was learned, or has changed.</summary>
/// <param name="Host">The host.</param>
/// <param name="PerSecond">Items that may start in a second from now on; null for any number.</param>
/// <param name="Why">In one line.</param>
internal sealed record PaceChange(string Host, double? PerSecond, string Why);
