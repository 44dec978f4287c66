namespace BrowserScraper.Session;

/// <summary>What one Set-Cookie says about a token.</summary>
/// <param name="Cookie">The cookie's name.</param>
/// <param name="Scope">The requests that carry it.</param>
/// <param name="HasChanged">Its value is another than before.</param>
/// <param name="IsNews">From now on its requests are to be held.</param>
/// <param name="Paths">Where its answers came from so far.</param>
internal sealed record Rotation(string Cookie, TokenScope Scope, bool HasChanged, bool IsNews, IReadOnlyCollection<string> Paths);
