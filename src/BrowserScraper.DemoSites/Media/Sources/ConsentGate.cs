using BrowserScraper.DemoSites.Hosting;
using BrowserScraper.DemoSites.Media.Pages;

namespace BrowserScraper.DemoSites.Media.Sources;

/// <summary>Result pages for those who have the cookie; a script sets it when "Accept all" is clicked.</summary>
internal sealed class ConsentGate(SourceFacts facts, ResultPages results) : ISourceMake
{
    public void Map(IEndpointRouteBuilder routes) => routes.MapGet("/search", context =>
        context.Request.Cookies[ConsentPage.Cookie] == ConsentPage.Accepted
            ? results.ShowAsync(context)
            : context.HtmlAsync(ConsentPage.Render(facts, context.Query())));
}
