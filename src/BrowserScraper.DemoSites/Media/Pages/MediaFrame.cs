using System.Net;
using BrowserScraper.DemoSites.Hosting;
using BrowserScraper.DemoSites.Media.Sources;

namespace BrowserScraper.DemoSites.Media.Pages;

/// <summary>What every page of a source has around it.</summary>
internal static class MediaFrame
{
    private const string Mark = """
        <svg viewBox="0 0 32 32" width="30" height="30" aria-hidden="true">
          <rect x="2" y="5" width="28" height="22" rx="4" fill="none" stroke="currentColor" stroke-width="2.5"/>
          <path d="M5 24l8-9 5 5 4-4 6 8z" fill="currentColor"/><circle cx="21" cy="11.5" r="2.5" fill="currentColor"/>
        </svg>
        """;

    /// <param name="source">Whose page it is.</param>
    /// <param name="title">Shown in the browser's tab; safe text.</param>
    /// <param name="body">The content of <c>main</c>.</param>
    /// <param name="query">What the search box says, as it was typed.</param>
    /// <param name="script">The name of a script among the assets.</param>
    public static string Render(
        SourceFacts source, string title, string body, string query = "", string? script = null) => PageFrame.Render(
        $"{title} - {source.Title}",
        "media.css",
        $"""
          <header>
            <a class="mark" href="/">{Mark}<span>{source.Title}</span></a>
            <form role="search" action="/search" method="get">
              <input type="search" name="q" value="{WebUtility.HtmlEncode(query)}" aria-label="Search" placeholder="Search" required>
              <button type="submit">Search</button>
            </form>
          </header>
          <main>
        {body}
          </main>
          <footer>This is a demonstration. The company, its pictures and their places are invented.</footer>
        """,
        script,
        source.Name);
}
