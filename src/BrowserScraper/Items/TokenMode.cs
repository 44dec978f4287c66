namespace BrowserScraper.Items;

/// <summary>How token requests are kept from racing (TOKEN_MODE).</summary>
public enum TokenMode
{
    /// <summary>Watch which cookies change from answer to answer, and let the requests that carry them through one at a time from then on.</summary>
    Auto,

    /// <summary>Let the requests that the script names through one at a time, from the start.</summary>
    Serial,

    /// <summary>Hold nothing.</summary>
    Free,
}
