namespace BrowserScraper.DemoSites.Odd;

/// <summary>The token that each load of an odd app spends on a new one.</summary>
public enum OddRefresh
{
    /// <summary>There is none.</summary>
    None,

    /// <summary>
    /// The cookie <c>odd_refresh</c>, which goes to exactly <c>/api/refresh</c>; everything else goes by the session's cookie.
    /// </summary>
    ExactPath,

    /// <summary>
    /// The cookie <c>odd_token</c>, which goes everywhere and is asked for everywhere, and is replaced by <c>POST /auth/refresh</c>.
    /// </summary>
    EveryPath,
}
