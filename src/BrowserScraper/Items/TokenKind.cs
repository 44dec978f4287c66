namespace BrowserScraper.Items;

/// <summary>How a cookie of a session behaves.</summary>
internal enum TokenKind
{
    /// <summary>
    /// Each answer replaces it, and the value before is dead, or not known to live: the requests that carry it go one at a time.
    /// </summary>
    Rotates,

    /// <summary>Each answer replaces it, and values from before stay good, as those of a signed cookie store do: nothing is held.</summary>
    OlderStayGood,

    /// <summary>It goes to one path alone, as a refresh token does: the requests to that path go one at a time.</summary>
    RefreshPath,
}
