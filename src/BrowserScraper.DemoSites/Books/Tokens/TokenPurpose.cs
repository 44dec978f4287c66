namespace BrowserScraper.DemoSites.Books.Tokens;

/// <summary>What a request wants from a session.</summary>
internal enum TokenPurpose
{
    /// <summary>A page or a file.</summary>
    Document,

    /// <summary>Data for a page's script.</summary>
    Api,

    /// <summary>New tokens.</summary>
    Refresh,
}
