namespace BrowserScraper.DemoSites.Faults;

/// <summary>A fault that is due now.</summary>
/// <param name="Kind">What goes wrong.</param>
/// <param name="IsOdd">Which of two ways it goes wrong, where there are two.</param>
internal sealed record FaultStrike(FaultKind Kind, bool IsOdd);
