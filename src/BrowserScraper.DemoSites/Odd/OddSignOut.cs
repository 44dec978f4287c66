namespace BrowserScraper.DemoSites.Odd;

/// <summary>What the odd portal answers to whoever is not signed in.</summary>
public enum OddSignOut
{
    /// <summary>Leads to <c>/sign-in</c>.</summary>
    Redirect,

    /// <summary>The form with 200 under the asked address.</summary>
    FormInPlace,

    /// <summary>The same, and every page may be kept for ten minutes, signed in or not.</summary>
    CacheableForm,

    /// <summary>The same, and every page has an old <c>Last-Modified</c> and no other word on how long it may be kept.</summary>
    LastModifiedForm,

    /// <summary>Every address gives one shell, which asks who is there after a while and then draws the content or the form.</summary>
    SinglePageApp,

    /// <summary>The shell shows the form at once, and replaces it when the session is found alive.</summary>
    AppRestoresLate,

    /// <summary>The shell is drawn from the browser's storage and keeps "Sign out"; in place of the content stands an error.</summary>
    ShellStays,

    /// <summary>The form in place; "Sign out" of a signed-in page sits in a closed menu.</summary>
    MenuClosed,

    /// <summary>The form in place; items' pages have neither header nor footer.</summary>
    NoHeader,

    /// <summary>The form in place; after each sign-in, and whenever the portal likes, a license page stands before every page.</summary>
    LicenseBetween,

    /// <summary>The form in place; now and then an item's page is answered so, although the session holds.</summary>
    Stale,

    /// <summary>Leads to <c>/sign-in</c>, now and then although the session holds; the form is there even for who is signed in.</summary>
    StaleRedirect,

    /// <summary>
    /// A provider still knows who has signed in once: home and list sign in again by themselves, without a form. Items' pages have no
    /// header, and show guests another note.
    /// </summary>
    KnownElsewhere,
}
