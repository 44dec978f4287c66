namespace BrowserScraper.DemoSites.Video.Pages;

/// <summary>What every page of the video portal has around it.</summary>
internal static class PageFrame
{
    private const string Mark = """
        <svg viewBox="0 0 36 28" width="36" height="28" aria-hidden="true">
          <rect width="36" height="28" rx="8" fill="currentColor"/><path d="M14 8l11 6-11 6z" fill="var(--panel)"/>
        </svg>
        """;

    /// <param name="title">Shown in the browser's tab; safe text.</param>
    /// <param name="body">The content of <c>main</c>.</param>
    public static string Render(string title, string body) => $"""
        <!doctype html>
        <html lang="en">
        <head>
          <meta charset="utf-8">
          <meta name="viewport" content="width=device-width, initial-scale=1">
          <meta name="color-scheme" content="light dark">
          <title>{title} - Larkfield Video</title>
          <link rel="icon" href="data:,">
          <link rel="stylesheet" href="/assets/video.css">
        </head>
        <body>
          <header><a href="/watch-list">{Mark}<span>Larkfield Video</span></a></header>
          <main>
        {body}
          </main>
          <footer>This is a demonstration. The company, its videos and what is said in them are invented.</footer>
        </body>
        </html>
        """;
}
