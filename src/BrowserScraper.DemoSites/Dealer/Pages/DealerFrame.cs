using BrowserScraper.DemoSites.Hosting;

namespace BrowserScraper.DemoSites.Dealer.Pages;

/// <summary>What every page of the dealer portal has around it.</summary>
internal static class DealerFrame
{
    private const string Logo = """
        <svg class="logo" viewBox="0 0 40 40" width="34" height="34" aria-hidden="true">
          <rect width="40" height="40" rx="10" fill="#1f6feb"/>
          <path d="M6 26 L15 12 L21 21 L25 15 L34 26 Z" fill="#fff"/>
          <path d="M6 30 H34" stroke="#9cc9ff" stroke-width="3" stroke-linecap="round"/>
        </svg>
        """;

    private const string Navigation = """
        <nav aria-label="Main"><a href="/inventory">Inventory</a><a href="/sign-out">Sign out</a></nav>
        """;

    /// <param name="title">Shown in the browser's tab; safe text.</param>
    /// <param name="body">The content of <c>main</c>.</param>
    /// <param name="isSignedIn">Whether to offer what only a signed-in visitor can use.</param>
    /// <param name="width">A class of the style sheet: <c>narrow</c> or <c>wide</c>.</param>
    public static string Render(string title, string body, bool isSignedIn = true, string width = "wide") => PageFrame.Render(
        $"{title} - Lakemont Dealer Exchange",
        "dealer.css",
        $"""
          <header class="top">
            <a class="brand" href="/">{Logo}<span>Lakemont <b>Dealer Exchange</b></span></a>
            {(isSignedIn ? Navigation : "")}
          </header>
          <main class="{width}">
        {body}
          </main>
          <footer>This is a demonstration. The company, its vehicles and their makers are invented.</footer>
        """,
        "dealer.js");
}
