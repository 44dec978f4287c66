namespace BrowserScraper.Session;

/// <summary>What a page shows of who is signed in, once it is drawn.</summary>
internal enum SessionView
{
    /// <summary>Somebody is signed in.</summary>
    SignedIn,

    /// <summary>The form stands there, and stays.</summary>
    SignedOut,

    /// <summary>An app shows somebody signed in, and its requests are answered 401.</summary>
    Refused,

    /// <summary>Something stands between the form and the content, such as a license page.</summary>
    Between,

    /// <summary>A bot check, a maintenance page or a rate limit.</summary>
    Wall,

    /// <summary>None of the marks.</summary>
    Nothing,
}
