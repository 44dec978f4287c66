using BrowserScraper.DemoSites.Hosting;

namespace BrowserScraper.DemoSites.Video.Pages;

/// <summary>What every page of the video portal has around it.</summary>
internal static class VideoFrame
{
    private const string Mark = """
        <svg viewBox="0 0 36 28" width="36" height="28" aria-hidden="true">
          <rect width="36" height="28" rx="8" fill="currentColor"/><path d="M14 8l11 6-11 6z" fill="var(--panel)"/>
        </svg>
        """;

    /// <param name="title">Shown in the browser's tab; safe text.</param>
    /// <param name="body">The content of <c>main</c>.</param>
    public static string Render(string title, string body) => PageFrame.Render(
        $"{title} - Larkfield Video",
        "video.css",
        $"""
          <header><a href="/watch-list">{Mark}<span>Larkfield Video</span></a></header>
          <main>
        {body}
          </main>
          <footer>This is a demonstration. The company, its videos and what is said in them are invented.</footer>
        """);
}
