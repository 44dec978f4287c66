namespace BrowserScraper.Benchmarks.Results;

/// <param name="Date">The day, UTC.</param>
/// <param name="Seconds">How long the benchmark took.</param>
/// <param name="LoadBefore">Processes that wanted a core in the minute before; null where the system does not tell.</param>
/// <param name="LoadAfter">The same in its last minute, its own included.</param>
internal sealed record ResultConditions(string Date, double Seconds, double? LoadBefore, double? LoadAfter);
