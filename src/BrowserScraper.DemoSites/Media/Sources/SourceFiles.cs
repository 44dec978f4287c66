using BrowserScraper.DemoSites.Hosting;
using BrowserScraper.DemoSites.Media.Content;
using BrowserScraper.DemoSites.Media.Pages;

namespace BrowserScraper.DemoSites.Media.Sources;

/// <summary>A source's files in full size, and its small pictures.</summary>
internal sealed class SourceFiles(SourceFacts facts, MediaCatalog catalog, MediaFault fault, SourceCounters counters)
{
    private const int DeadEvery = 3;

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/full/{file}", SendFullAsync);
        routes.MapGet("/thumbs/{id}-{width:int}.jpg", SendThumbAsync);
    }

    private Task SendFullAsync(HttpContext context)
    {
        string file = (string)context.Request.RouteValues["file"]!;
        Medium? medium = catalog.Find(facts.Name, Path.GetFileNameWithoutExtension(file));
        if (medium?.FullPath != context.Request.Path || (fault.HasDeadLinks && medium.Position % DeadEvery == 0))
        {
            return context.HtmlAsync(MediaMessagePage.NotFound(facts), StatusCodes.Status404NotFound);
        }

        byte[] bytes = catalog.BytesOf(medium);
        context.Response.ContentType = medium.Scene.Format.ContentType();
        context.Response.Headers.CacheControl = "no-store"; // who fetches twice is to be counted twice
        return fault switch
        {
            { HangsMidFile: true } => context.SendAndHangAsync(bytes),
            { Drips: true } => context.SendDrippingAsync(bytes, () => counters.CountFile(medium)),
            _ => context.SendWholeAsync(bytes, () => counters.CountFile(medium)),
        };
    }

    private Task SendThumbAsync(HttpContext context)
    {
        Medium? medium = catalog.Find(facts.Name, (string)context.Request.RouteValues["id"]!);
        int width = int.Parse((string)context.Request.RouteValues["width"]!);
        return EmbeddedAssets.SendAsync(context, context.Request.Path, medium is null ? null : catalog.ThumbOf(medium, width));
    }
}
