using BrowserScraper.DemoSites.Hosting;
using BrowserScraper.DemoSites.Media.Content;
using BrowserScraper.DemoSites.Media.Pages;

namespace BrowserScraper.DemoSites.Media.Sources;

/// <summary>An empty page, and pieces of HTML that a script adds to it as one scrolls.</summary>
internal sealed class Scroller(SourceFacts facts, MediaCatalog catalog, ScrollerShape shape) : ISourceMake
{
    private const int PieceSize = 10;

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/search", context => context.HtmlAsync(shape == ScrollerShape.Virtual
            ? ScrollerPage.RenderVirtual(facts, context.Query(), catalog.Search(facts.Name, context.Query()).Count)
            : ScrollerPage.Render(facts, context.Query(), shape)));
        routes.MapGet("/more", MoreAsync);
        routes.MapGet("/rows", RowsAsync);
    }

    private Task RowsAsync(HttpContext context)
    {
        int from = context.Number("from", missing: 0, least: 0);
        return context.HtmlAsync(ScrollerPage.Rows(catalog.Search(facts.Name, context.Query()).Skip(from).Take(PieceSize), from));
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
