using BrowserScraper.DemoSites.Media.Content;
using BrowserScraper.DemoSites.Media.Sources;

namespace BrowserScraper.DemoSites.Media.Pages;

/// <summary>The page of one picture.</summary>
internal static class PhotoPage
{
    public static string Render(SourceFacts source, Medium medium) => MediaFrame.Render(
        source,
        medium.Title,
        $"""
            <article data-testid="photo" data-id="{medium.Id}">
              {ResultsPage.Thumb(medium)}
              <div>
                <h1 data-testid="title">{medium.Title}</h1>
                <dl>
                  <dt>Kind</dt><dd data-testid="kind">{medium.Scene.Format}</dd>
                  <dt>Size</dt><dd data-testid="size">{medium.Scene.Width} x {medium.Scene.Height}</dd>
                  <dt>Number</dt><dd>{medium.Id}</dd>
                </dl>
                <a class="button" href="{medium.FullPath}" download>Download original</a>
              </div>
            </article>
        """);
}
