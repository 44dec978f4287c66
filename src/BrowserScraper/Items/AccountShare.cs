namespace BrowserScraper.Items;

/// <summary>How accounts are shared out among machines.</summary>
/// <param name="Held">Those that this machine has.</param>
/// <param name="Surplus">How many of them it should give back, as others have less than their share.</param>
/// <param name="Others">The machines that have the rest, each once: host, and job where it is another.</param>
internal sealed record AccountShare(IReadOnlyList<string> Held, int Surplus, IReadOnlyList<string> Others);
