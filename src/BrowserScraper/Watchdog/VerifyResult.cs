namespace BrowserScraper.Watchdog;

/// <summary>What a look at a job's files has found.</summary>
/// <param name="Items">Done items looked at.</param>
/// <param name="Files">Their files.</param>
/// <param name="Bad">Items with a bad file, which are to do again.</param>
internal sealed record VerifyResult(int Items, int Files, int Bad);
