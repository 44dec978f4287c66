namespace BrowserScraper.Items;

/// <summary>How token requests are kept from racing (TOKEN_MODE).</summary>
internal enum TokenMode
{
    /// <summary>
    /// Find out which cookies each answer replaces while older ones die, and let the requests that carry them through one at a time.
    /// </summary>
    Auto,

    /// <summary>
    /// Let the requests that the script names through one at a time, from the start, and those that carry the tokens that these change.
    /// </summary>
    Serial,

    /// <summary>Hold nothing.</summary>
    Free,
}
