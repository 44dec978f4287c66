using BrowserScraper.DemoSites.Hosting;
using BrowserScraper.DemoSites.Media.Pages;

namespace BrowserScraper.DemoSites.Media.Sources;

internal sealed class BrokenSearch(SourceFacts facts) : ISourceMake
{
    public void Map(IEndpointRouteBuilder routes) => routes.MapGet("/search", context =>
        context.HtmlAsync(MediaMessagePage.Failure(facts), StatusCodes.Status500InternalServerError));
}
