namespace BrowserScraper.DemoSites.Books.Tokens;

/// <summary>What becomes of a request that may need a token.</summary>
internal enum TokenVerdict
{
    /// <summary>It needs none; the session is enough.</summary>
    NotNeeded,

    Accepted,

    /// <summary>The access token has run out; refreshing helps.</summary>
    Expired,

    /// <summary>The token is none of this session's, or is missing.</summary>
    Unknown,

    /// <summary>The token was replaced before.</summary>
    Dead,

    /// <summary>The session is used up.</summary>
    SessionOver,
}
