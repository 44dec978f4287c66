using System.Text;
using BrowserScraper.DemoSites.Hosting;
using BrowserScraper.DemoSites.Video.Content;
using BrowserScraper.DemoSites.Video.Pages;

namespace BrowserScraper.DemoSites.Video;

/// <summary>The captions of the videos, in both forms.</summary>
internal sealed class VideoCaptions(VideoCatalog catalog, VideoCounters counters, bool isOdd)
{
    public void Map(IEndpointRouteBuilder routes) => routes.MapGet("/captions/{id}/{kind}/{file}", SendAsync);

    private Task SendAsync(HttpContext context)
    {
        string path = context.Request.Path;
        bool isVtt = path.EndsWith(".vtt", StringComparison.Ordinal);
        if (catalog.Find((string)context.Request.RouteValues["id"]!) is not { } video || TrackAt(path, video) is not { } track)
        {
            return context.HtmlAsync(VideoMessagePage.Removed, StatusCodes.Status404NotFound);
        }

        int request = counters.AskCaptions(video.Id);
        if (video.StrikesCaptions && request <= video.TroubledRequests)
        {
            return context.TooManyAsync(VideoMessagePage.TooMany);
        }

        IReadOnlyList<Caption> captions = catalog.CaptionsOf(video, track);
        string text = isVtt
            ? isOdd ? WebVttForm.WriteOdd(track, captions)
            : WebVttForm.Write(track, captions) : TimedEventsForm.Write(video, track, captions);
        context.Response.ContentType = isVtt ? "text/vtt; charset=utf-8" : "application/json; charset=utf-8";
        context.Response.Headers.CacheControl = "no-store"; // who fetches twice is to be counted twice
        return context.SendWholeAsync(Encoding.UTF8.GetBytes(text), () => counters.ServeCaptions(video.Id));
    }

    private static CaptionTrack? TrackAt(string path, DemoVideo video) => video.Tracks.FirstOrDefault(track =>
        path == track.PathOf(video.Id, "json") || (track.HasWebVtt && path == track.PathOf(video.Id, "vtt")));
}
