namespace BrowserScraper.DemoSites.OpenId;

/// <summary>What becomes of a refresh token that is used.</summary>
public enum OpenIdSpending
{
    /// <summary>There is a new one, and the old one used again revokes the grant. The app uses it at each load.</summary>
    AtEachLoad,

    /// <summary>The same; the app uses it when it loads and its access token has run out.</summary>
    WhenExpired,

    /// <summary>It stays good for ever; the app uses it at each load and gets a new access token.</summary>
    Never,
}
