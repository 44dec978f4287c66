namespace BrowserScraper.Session;

/// <summary>What ended a page load's turn.</summary>
internal enum LoadEnd
{
    /// <summary>The storage holds the new token.</summary>
    Token,

    /// <summary>The texts that the script requires were read, and nothing was under way.</summary>
    Read,

    /// <summary>Nothing has been under way for a second.</summary>
    Quiet,

    /// <summary>The page is gone.</summary>
    Gone,

    /// <summary>Nothing of that for REQUEST_TIMEOUT.</summary>
    Late,
}
