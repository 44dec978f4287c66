using BrowserScraper.Items;

namespace BrowserScraper.Session;

/// <summary>What was found out about a cookie, in one line.</summary>
internal static class TokenWords
{
    public static string Of(TokenNews news) => $"TOKENS: '{news.Key.Name}' " + (news.Finding switch
    {
        null => "does not rotate after all; its requests go as they come",
        { Kind: TokenKind.RefreshPath } found => $"goes to {found.Path} alone, as a refresh token does; gating those requests",
        { Kind: TokenKind.OlderStayGood } found =>
            $"changes with each answer, and older ones stay good: {found.Why}; gating nothing for it",
        var found => $"changes with each answer: {found.Why}; gating the requests that carry it (TOKEN_MODE=free if the site takes older "
            + "ones, too)",
    });
}
