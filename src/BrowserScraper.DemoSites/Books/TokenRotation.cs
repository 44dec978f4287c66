namespace BrowserScraper.DemoSites.Books;

/// <summary>When a session's token is replaced, and how long the old one still counts.</summary>
public enum TokenRotation
{
    /// <summary>The cookie <c>tok</c> stays what it was at sign-in.</summary>
    None,

    /// <summary>Every accepted token request is answered with a new <c>tok</c>; the old one is dead at once.</summary>
    Strict,

    /// <summary>
    /// As <see cref="Strict"/>, but an old token is accepted for <see cref="BookPortalOptions.Grace"/> after it was
    /// replaced. Such a request does not rotate: its answer sets the newest token.
    /// </summary>
    Grace,

    /// <summary>
    /// Chapters ask for the cookie <c>access</c>, which lives for <see cref="BookPortalOptions.AccessLifetime"/>. The
    /// page's own script renews it by <c>POST /auth/refresh</c> with the cookie <c>refresh</c>, which works once. Pages
    /// and EPUBs go by the session's cookie alone.
    /// </summary>
    OnRefresh,
}
