namespace BrowserScraper.Cli.Fuzz;

/// <summary>How a script's job is to be fuzzed.</summary>
/// <param name="Runs">How many runs.</param>
/// <param name="Items">How many items each has.</param>
/// <param name="Pages">CONCURRENT_PAGES.</param>
/// <param name="Seed">The same seed gives the same disturbances.</param>
/// <param name="Patience">How long a run may last before it counts as one that does not end.</param>
/// <param name="Keep">Keep the folders of runs that were not right.</param>
internal sealed record FuzzOptions(int Runs, int Items, int Pages, int Seed, TimeSpan Patience, bool Keep);
