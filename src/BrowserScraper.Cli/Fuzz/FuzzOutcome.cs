namespace BrowserScraper.Cli.Fuzz;

/// <summary>How one run of the fuzz ended.</summary>
/// <param name="Strike">What happened in it.</param>
/// <param name="Problems">What was not right; none where it ended by itself with every file.</param>
/// <param name="Ended">It ended by itself.</param>
/// <param name="Took">How long it lasted.</param>
internal sealed record FuzzOutcome(FuzzStrike Strike, IReadOnlyList<string> Problems, bool Ended, TimeSpan Took);
