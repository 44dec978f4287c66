using BrowserScraper.DemoSites.Hosting;
using BrowserScraper.DemoSites.Media.Content;
using BrowserScraper.DemoSites.Media.Pages;

namespace BrowserScraper.DemoSites.Media.Sources;

/// <summary>A page without results, and an API that its script asks for them.</summary>
internal sealed class JsonApi(SourceFacts facts, MediaCatalog catalog) : ISourceMake
{
    private const int UsualLimit = 20;
    private const int HighestLimit = 50;

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/search", context => context.HtmlAsync(ApiPage.Render(facts, context.Query())));
        routes.MapGet("/api/search", AnswerAsync);
    }

    private Task AnswerAsync(HttpContext context)
    {
        string query = context.Query();
        if (query.Length == 0)
        {
            return context.JsonAsync(new { error = "q is missing" }, StatusCodes.Status400BadRequest);
        }

        string host = $"{context.Request.Scheme}://{context.Request.Host}";
        int offset = context.Number("offset", missing: 0, least: 0);
        int limit = Math.Min(context.Number("limit", missing: UsualLimit, least: 1), HighestLimit);
        IReadOnlyList<Medium> found = catalog.Search(facts.Name, query);
        return context.JsonAsync(new
        {
            Total = found.Count,
            Results = found.Skip(offset).Take(limit).Select(medium => new
            {
                medium.Id,
                medium.Title,
                Full = host + medium.FullPath,
                Thumb = host + medium.ThumbPath(ResultsPage.ThumbWidth),
                Kind = medium.Scene.Format.ToString().ToLowerInvariant(),
                medium.Scene.Width,
                medium.Scene.Height,
            }),
        });
    }
}
