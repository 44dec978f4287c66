using BrowserScraper.DemoSites.Hosting;
using BrowserScraper.DemoSites.Media.Content;
using BrowserScraper.DemoSites.Media.Pages;

namespace BrowserScraper.DemoSites.Media.Sources;

/// <summary>Results drawn by the server, so many on a page.</summary>
internal sealed class ResultPages(SourceFacts facts, MediaCatalog catalog, int pageSize, Func<ResultsView, string> render)
    : ISourceMake
{
    public void Map(IEndpointRouteBuilder routes) => routes.MapGet("/search", ShowAsync);

    public Task ShowAsync(HttpContext context)
    {
        string query = context.Query();
        int page = context.Page();
        IReadOnlyList<Medium> found = catalog.Search(facts.Name, query);
        return context.HtmlAsync(render(new ResultsView(
            facts,
            query,
            [.. found.Skip((int)Math.Min((page - 1L) * pageSize, found.Count)).Take(pageSize)],
            found.Count,
            page,
            Pages: Math.Max(1, ((found.Count - 1) / pageSize) + 1))));
    }
}
