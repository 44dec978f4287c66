using BrowserScraper.Items;

namespace BrowserScraper.Session;

/// <summary>What one answer, or one sign-in, tells about a cookie.</summary>
/// <param name="Key">The cookie.</param>
/// <param name="HasChanged">Its value is another than before.</param>
/// <param name="IsFinding">What is known of how it behaves is another than before.</param>
/// <param name="Finding">That; null for nothing.</param>
internal sealed record TokenNews(CookieKey Key, bool HasChanged, bool IsFinding, TokenFinding? Finding);
