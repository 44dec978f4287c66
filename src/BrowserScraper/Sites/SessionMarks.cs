namespace BrowserScraper.Sites;

/// <summary>
/// By what a page shows who is signed in. Each is a list of which any counts; only the first is needed. Prefer addresses and ids
/// (<c>css=a[href*=logout]</c>) to words, which sites change and translate.
/// </summary>
public sealed class SessionMarks
{
    /// <summary>For scripts where nobody signs in.</summary>
    public static readonly SessionMarks None = new(signedIn: []);

    /// <param name="signedIn">Counts when it is in the document, seen or not: "Sign out" mostly sits in a closed menu. It must be on the
    /// page of <see cref="SiteScript.Home"/>.</param>
    /// <param name="signedOut">Counts when it is visible and stays so while the page loads nothing, and no signedIn is there. Default: a
    /// password field.</param>
    /// <param name="between">What stands between the form and the content, such as a license page; beats signedIn. Default: none.</param>
    /// <param name="wall">What a bot check, a maintenance page or a rate limit shows with status 200: the item is tried again after a
    /// minute. Default: none.</param>
    /// <param name="user">
    /// Where the name of the signed-in user stands, on <see cref="SiteScript.Home"/> and on items' pages: a page for somebody else is never
    /// taken. Its text must be the same on all of them, so name the element that holds nothing else, such as no count of messages. Default:
    /// none, and nobody compares names.
    /// </param>
    public SessionMarks(
        IReadOnlyList<Mark> signedIn, IReadOnlyList<Mark>? signedOut = null, IReadOnlyList<Mark>? between = null,
        IReadOnlyList<Mark>? wall = null, Mark? user = null)
    {
        SignedIn = signedIn;
        SignedOut = signedOut ?? ["css=input[type=password]"];
        Between = between ?? [];
        Wall = wall ?? [];
        User = user is null ? [] : [user];
    }

    internal IReadOnlyList<Mark> SignedIn { get; }

    internal IReadOnlyList<Mark> SignedOut { get; }

    internal IReadOnlyList<Mark> Between { get; }

    internal IReadOnlyList<Mark> Wall { get; }

    /// <summary>One, or none.</summary>
    internal IReadOnlyList<Mark> User { get; }

    /// <summary>For messages.</summary>
    internal string SignedInWords => string.Join(" or ", SignedIn.Select(mark => $"'{mark}'"));
}
