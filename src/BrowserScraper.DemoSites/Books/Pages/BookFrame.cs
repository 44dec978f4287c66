using BrowserScraper.DemoSites.Hosting;

namespace BrowserScraper.DemoSites.Books.Pages;

/// <summary>What every page of the reading platform has around it.</summary>
internal static class BookFrame
{
    private const string Mark = """
        <svg viewBox="0 0 32 32" width="30" height="30" aria-hidden="true">
          <path d="M16 9v18M4 7c5-2 9-1 12 2 3-3 7-4 12-2v18c-5-2-9-1-12 2-3-3-7-4-12-2z"
            fill="none" stroke="currentColor" stroke-width="2" stroke-linejoin="round"/>
        </svg>
        """;

    private const string Menu = """
        <nav aria-label="Main"><a href="/shelf">Shelf</a><a href="/sign-out" data-action="session">Sign out</a></nav>
        """;

    /// <param name="title">Shown in the browser's tab; safe text.</param>
    /// <param name="body">The content of <c>main</c>.</param>
    /// <param name="isSignedIn">Whether to offer what only a signed-in reader can use.</param>
    /// <param name="scriptQuery">Makes a browser ask anew for the script.</param>
    public static string Render(string title, string body, bool isSignedIn = true, string scriptQuery = "") => PageFrame.Render(
        $"{title} | Quillmere Reading Room",
        "books.css",
        $"""
          <header>
            <a class="mark" href="/">{Mark}<span>Quillmere <i>Reading Room</i></span></a>
            {(isSignedIn ? Menu : "")}
          </header>
          <main>
        {body}
          </main>
          <footer>A demonstration. The company, the books and their authors are invented.</footer>
        """,
        $"books.js{scriptQuery}");
}
