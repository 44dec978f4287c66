using BrowserScraper.DemoSites.Hosting;
using BrowserScraper.DemoSites.Media.Pages;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace BrowserScraper.DemoSites.Media.Sources;

internal sealed class BrokenSearch(SourceFacts facts) : ISourceMake
{
    public void Map(IEndpointRouteBuilder routes) => routes.MapGet("/search", context =>
        context.HtmlAsync(MessagePage.Failure(facts), StatusCodes.Status500InternalServerError));
}
