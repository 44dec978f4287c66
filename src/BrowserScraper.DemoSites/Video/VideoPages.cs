using BrowserScraper.DemoSites.Hosting;
using BrowserScraper.DemoSites.Video.Content;
using BrowserScraper.DemoSites.Video.Pages;

namespace BrowserScraper.DemoSites.Video;

/// <summary>The watch list, and the page of each video.</summary>
internal sealed class VideoPages(VideoCatalog catalog, int videosPerPage, VideoCounters counters)
{
    private int Pages => ((catalog.Videos.Count - 1) / videosPerPage) + 1;

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/", context => context.RedirectAsync("/watch-list"));
        routes.MapGet("/watch-list", ListAsync);
        routes.MapGet("/watch", context => WatchAsync(context, context.Request.Query["v"].ToString()));
        routes.MapGet("/embed/{id}", context => context.RedirectAsync(AddressOf(context)));
        routes.MapGet("/v/{id}", context => context.RedirectAsync(AddressOf(context)));
    }

    private static string AddressOf(HttpContext context) => $"/watch?v={Uri.EscapeDataString((string)context.Request.RouteValues["id"]!)}";

    private Task ListAsync(HttpContext context)
    {
        int page = context.Page();
        IEnumerable<DemoVideo> shown = catalog.Videos.Skip((int)Math.Min((page - 1L) * videosPerPage, catalog.Videos.Count))
            .Take(videosPerPage);
        return context.HtmlAsync(WatchListPage.Render(shown, page, Pages, catalog.Videos.Count));
    }

    private Task WatchAsync(HttpContext context, string id)
    {
        if (catalog.Find(id) is not { } video)
        {
            return context.HtmlAsync(VideoMessagePage.Removed, StatusCodes.Status404NotFound);
        }

        int request = counters.AskPage(id);
        return !video.StrikesCaptions && request <= video.TroubledRequests ? StruckAsync(context, video) : ShowAsync(context, video);
    }

    private static Task StruckAsync(HttpContext context, DemoVideo video) => video.Trouble switch
    {
        VideoTrouble.Hang => context.HangAsync(),
        VideoTrouble.Error429 => context.TooManyAsync(VideoMessagePage.TooMany),
        _ => context.HtmlAsync(VideoMessagePage.Overloaded, StatusCodes.Status503ServiceUnavailable),
    };

    private Task ShowAsync(HttpContext context, DemoVideo video)
    {
        counters.ServePage(video.Id);
        return context.HtmlAsync(
            video.Trouble switch
            {
                VideoTrouble.Private => VideoMessagePage.Private,
                VideoTrouble.Unavailable => VideoMessagePage.Unavailable,
                VideoTrouble.Removed => VideoMessagePage.Removed,
                _ => WatchPage.Render(video),
            },
            video.Status);
    }
}
