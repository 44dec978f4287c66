using BrowserScraper.DemoSites.Media.Sources;

namespace BrowserScraper.DemoSites.Media.Pages;

/// <summary>The page of the portal itself: what sources there are.</summary>
internal static class PortalPage
{
    /// <param name="addressOf">A source's address by its name.</param>
    public static string Render(Func<string, Uri> addressOf) => $"""
        <!doctype html>
        <html lang="en">
        <head>
          <meta charset="utf-8">
          <meta name="viewport" content="width=device-width, initial-scale=1">
          <meta name="color-scheme" content="light dark">
          <title>Media sources</title>
          <link rel="icon" href="data:,">
          <link rel="stylesheet" href="/assets/media.css">
        </head>
        <body data-source="portal">
          <main>
            <h1>Media sources</h1>
            <p>Eight invented sites, each under a host name of its own. None asks for a sign-in.</p>
            <ul class="sources" data-testid="sources" aria-label="Sources">
              {string.Concat(SourceFacts.All.Select(source => Row(source, addressOf(source.Name))))}
            </ul>
          </main>
          <footer>This is a demonstration. The companies and their pictures are invented.</footer>
        </body>
        </html>
        """;

    private static string Row(SourceFacts source, Uri address) => $"""
        <li data-testid="source" data-source="{source.Name}">
          <a href="{address}">{source.Title}</a>
          <p>{source.About}</p>
          <p class="quiet"><b>{source.Name}</b>: {source.Make}</p>
        </li>
        """;
}
