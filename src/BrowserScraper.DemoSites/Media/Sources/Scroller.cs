using BrowserScraper.DemoSites.Hosting;
using BrowserScraper.DemoSites.Media.Content;
using BrowserScraper.DemoSites.Media.Pages;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace BrowserScraper.DemoSites.Media.Sources;

/// <summary>An empty page, and pieces of HTML that a script adds to it as one scrolls.</summary>
internal sealed class Scroller(SourceFacts facts, MediaCatalog catalog) : ISourceMake
{
    private const int PieceSize = 10;

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/search", context => context.HtmlAsync(ScrollerPage.Render(facts, context.Query())));
        routes.MapGet("/more", MoreAsync);
    }

    private Task MoreAsync(HttpContext context)
    {
        string query = context.Query();
        int after = context.Number("after", missing: 0, least: 0);
        IReadOnlyList<Medium> found = catalog.Search(facts.Name, query);
        Medium[] piece = [.. found.Skip(after).Take(PieceSize)];
        int end = after + piece.Length;
        return context.HtmlAsync(ScrollerPage.Piece(query, piece, piece.Length > 0 && end < found.Count ? end : null));
    }
}
