namespace BrowserScraper.Items;

/// <summary>How a file is fetched.</summary>
public enum DownloadLane
{
    /// <summary>By the fastest way that works for its host, tried one after the other.</summary>
    Auto,

    /// <summary>By our own connection, with the browser's cookies.</summary>
    Http,

    /// <summary>By Playwright's request context: the browser's cookies, proxy and certificates.</summary>
    Context,

    /// <summary>By a click, and the browser's own download.</summary>
    Click,
}
