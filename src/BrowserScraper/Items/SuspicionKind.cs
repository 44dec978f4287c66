namespace BrowserScraper.Items;

/// <summary>What makes an attempt look signed out.</summary>
internal enum SuspicionKind
{
    /// <summary>A sign-in form is to be seen, and nothing of a signed-in user.</summary>
    Form,

    /// <summary>The address led elsewhere, where nothing of a signed-in user is.</summary>
    Elsewhere,

    /// <summary>A request of the page was answered 401, and stays so.</summary>
    Request,

    /// <summary>The document or the file itself was answered 401.</summary>
    Answer,

    /// <summary>Something stands between form and content.</summary>
    Between,

    /// <summary>The page is for another user.</summary>
    OtherUser,

    /// <summary>The attempt failed, and the home page shows nobody signed in.</summary>
    Failure,
}
