namespace BrowserScraper.Browsers;

/// <summary>A browser that may be on this machine.</summary>
/// <param name="Description">For the operator, such as <c>BROWSER_PATH=...</c> or <c>Google Chrome</c>.</param>
/// <param name="Path">An executable, or null.</param>
/// <param name="Channel">A Playwright channel, or null. Both null: Playwright's own browser.</param>
internal sealed record BrowserCandidate(string Description, string? Path = null, string? Channel = null);
