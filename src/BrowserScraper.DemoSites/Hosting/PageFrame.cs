namespace BrowserScraper.DemoSites.Hosting;

/// <summary>The document around every page of a portal that is meant for people to look at.</summary>
internal static class PageFrame
{
    /// <param name="title">Shown in the browser's tab; safe text.</param>
    /// <param name="style">The name of a style sheet among the assets.</param>
    /// <param name="body">The content of <c>body</c>.</param>
    /// <param name="script">The name of a script among the assets, with its query if it has one.</param>
    /// <param name="source">The source whose page it is, where a portal has several.</param>
    public static string Render(string title, string style, string body, string? script = null, string? source = null) => $"""
        <!doctype html>
        <html lang="en">
        <head>
          <meta charset="utf-8">
          <meta name="viewport" content="width=device-width, initial-scale=1">
          <meta name="color-scheme" content="light dark">
          <title>{title}</title>
          <link rel="icon" href="data:,">
          <link rel="stylesheet" href="/assets/{style}">
          {(script is null ? "" : $"<script src=\"/assets/{script}\" defer></script>")}
        </head>
        <body{(source is null ? "" : $" data-source=\"{source}\"")}>
        {body}
        </body>
        </html>
        """;
}
