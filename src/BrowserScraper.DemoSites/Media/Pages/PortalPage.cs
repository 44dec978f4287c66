using BrowserScraper.DemoSites.Hosting;
using BrowserScraper.DemoSites.Media.Sources;

namespace BrowserScraper.DemoSites.Media.Pages;

/// <summary>The page of the portal itself: what sources there are.</summary>
internal static class PortalPage
{
    /// <param name="addressOf">A source's address by its name.</param>
    public static string Render(Func<string, Uri> addressOf) => PageFrame.Render(
        "Media sources",
        "media.css",
        $"""
          <main>
            <h1>Media sources</h1>
            <p>Eight invented sites, each under a host name of its own. None asks for a sign-in.</p>
            <ul class="sources" data-testid="sources" aria-label="Sources">
              {string.Concat(SourceFacts.All.Select(source => Row(source, addressOf(source.Name))))}
            </ul>
          </main>
          <footer>This is a demonstration. The companies and their pictures are invented.</footer>
        """,
        source: "portal");

    private static string Row(SourceFacts source, Uri address) => $"""
        <li data-testid="source" data-source="{source.Name}">
          <a href="{address}">{source.Title}</a>
          <p>{source.About}</p>
          <p class="quiet"><b>{source.Name}</b>: {source.Make}</p>
        </li>
        """;
}
