namespace BrowserScraper.DemoSites.OpenId;

/// <summary>Where the app keeps its tokens.</summary>
public enum OpenIdStorage
{
    /// <summary>localStorage, a key for each token.</summary>
    Local,

    /// <summary>localStorage, all of it as JSON under one key, as OpenID Connect libraries do.</summary>
    LocalAsOne,

    /// <summary>sessionStorage, as JSON under one key.</summary>
    Session,

    /// <summary>IndexedDB.</summary>
    Indexed,
}
