namespace BrowserScraper.DemoSites.Odd.Pages;

/// <summary>What pages of the odd portal have around them.</summary>
internal static class OddFrame
{
    private const string Open = """
        <header><span id="user">demo</span> <a href="/">Home</a> <a href="/list">List</a> <a href="/sign-out">Sign out</a></header>
        """;

    private const string Closed = """
        <header><a href="/">Home</a> <a href="/list">List</a>
          <button type="button" onclick="this.nextElementSibling.style.display = 'block'">Menu</button>
          <div class="menu" style="display: none"><a href="/sign-out">Sign out</a></div>
        </header>
        """;

    /// <summary>A page of the signed-in.</summary>
    public static string Inside(OddSignOut shape, string title, string body) =>
        Bare(title, $"{(shape == OddSignOut.MenuClosed ? Closed : Open)}<main>{body}</main>");

    /// <summary>The same page as somebody else sees it.</summary>
    public static string ForOther(string html) =>
        html.Replace("<span id=\"user\">demo</span>", "<span id=\"user\">harbor</span>", StringComparison.Ordinal);

    /// <summary>A page of which nothing tells who is there.</summary>
    public static string Bare(string title, string body) => $"""
        <!doctype html>
        <html lang="en">
        <head><meta charset="utf-8"><title>{title} - Odd portal</title><link rel="icon" href="data:,"></head>
        <body>
        {body}
        </body>
        </html>
        """;
}
