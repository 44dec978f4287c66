using BrowserScraper.DemoSites.Hosting;
using BrowserScraper.DemoSites.Media.Content;
using BrowserScraper.DemoSites.Media.Pages;

namespace BrowserScraper.DemoSites.Media.Sources;

/// <summary>A page for each result, which alone has the file's address.</summary>
internal sealed class DetailPages(SourceFacts facts, MediaCatalog catalog, ResultPages results) : ISourceMake
{
    public void Map(IEndpointRouteBuilder routes)
    {
        results.Map(routes);
        routes.MapGet("/photo/{id}", ShowAsync);
    }

    private Task ShowAsync(HttpContext context) =>
        catalog.Find(facts.Name, (string)context.Request.RouteValues["id"]!) is { } medium
            ? context.HtmlAsync(PhotoPage.Render(facts, medium))
            : context.HtmlAsync(MediaMessagePage.NotFound(facts), StatusCodes.Status404NotFound);
}
