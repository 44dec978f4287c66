using BrowserScraper.DemoSites.Hosting;
using BrowserScraper.DemoSites.Media.Content;
using BrowserScraper.DemoSites.Media.Pages;

namespace BrowserScraper.DemoSites.Media.Sources;

/// <summary>One source with everything that it answers.</summary>
internal sealed class SourceSite(SourceFacts facts, MediaCatalog catalog, EmbeddedAssets assets, MediaPortalOptions options)
{
    private const int GalleryPageSize = 12;
    private const int LongPageSize = 60;

    private readonly SourceCounters counters = new();
    private readonly MediaFault fault = options.Faults.GetValueOrDefault(facts.Name, new MediaFault());

    public string Name => facts.Name;

    public MediaSourceCounts Counts(Uri address) => counters.Read(address);

    public void Build(IApplicationBuilder app)
    {
        app.Use(counters.CountRequests);
        app.Use(new SourceFaults(facts, fault).Strike);
        app.UseRouting();
        app.UseEndpoints(routes =>
        {
            routes.MapGet("/", context => context.HtmlAsync(HomePage.Render(facts)));
            routes.MapGet("/robots.txt", context => Robots.SendAsync(
                context, allowsAll: !options.RobotsDisallow.Contains(facts.Name), isOdd: options.OddRobots.Contains(facts.Name)));
            routes.MapGet("/assets/{**path}", assets.ServeAsync);
            new SourceFiles(facts, catalog, fault, counters).Map(routes);
            Make().Map(routes);
            routes.MapFallback("{**path}", context =>
                context.HtmlAsync(MediaMessagePage.NotFound(facts), StatusCodes.Status404NotFound));
        });
    }

    private ISourceMake Make() => facts.Name switch
    {
        MediaSources.Gallery => new ResultPages(facts, catalog, GalleryPageSize, GalleryPage.Render),
        MediaSources.Scroller => new Scroller(facts, catalog, options.Scroller),
        MediaSources.Api => new JsonApi(facts, catalog),
        MediaSources.Lazy => new ResultPages(facts, catalog, LongPageSize, LazyPage.Render),
        MediaSources.Thumbs => new DetailPages(facts, catalog, new ResultPages(facts, catalog, LongPageSize, ThumbsPage.Render)),
        MediaSources.Clips => new ResultPages(facts, catalog, LongPageSize, ClipsPage.Render),
        MediaSources.Consent => new ConsentGate(facts, new ResultPages(facts, catalog, LongPageSize, GalleryPage.Render)),
        _ => new BrokenSearch(facts),
    };
}
