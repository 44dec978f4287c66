namespace BrowserScraper.Planning;

/// <summary>One thing that a run needs.</summary>
/// <param name="Name">What was looked at.</param>
/// <param name="IsFine">Whether a run would get past it.</param>
/// <param name="Finding">What was found, or what to do.</param>
internal sealed record PreflightCheck(string Name, bool IsFine, string Finding);
