using BrowserScraper.DemoSites.Hosting;
using BrowserScraper.DemoSites.Video.Content;

namespace BrowserScraper.DemoSites.Video;

/// <summary>
/// The video site of a fictional company, served from inside this process: a paged watch list, and for each video a page with
/// a player and its captions, as WebVTT and in a JSON form of the portal's own. Nobody has to sign in.
/// </summary>
public sealed class VideoPortal : IDemoPortal
{
    // Whatever a video is about, this is what its player plays.
    private static readonly Lazy<byte[]> Film = new(() => EmbeddedAssets.Read("media/scenes/21.mp4"));

    private readonly EmbeddedAssets assets = new("video");
    private readonly VideoCounters counters = new();
    private readonly VideoCatalog catalog;
    private DemoHost? host;

    private VideoPortal(VideoPortalOptions options) => catalog = new VideoCatalog(options);

    /// <summary>Where the portal answers: <c>http://127.0.0.1:port/</c>.</summary>
    public Uri Address => host!.Address;

    /// <summary>Empty: nobody signs in.</summary>
    public string Username => "";

    /// <summary>Empty: nobody signs in.</summary>
    public string Password => "";

    /// <inheritdoc/>
    public string Description => $"{Plural.Of(Videos.Count, "video")}; no sign-in";

    /// <summary>The videos in the order of the watch list, each with how it must end.</summary>
    public IReadOnlyList<DemoVideo> Videos => catalog.Videos;

    /// <summary>What the portal has done so far. Each reading is a snapshot that no longer changes.</summary>
    public VideoPortalCounts Counts => counters.Read();

    /// <summary>Starts a portal of its own; any number may run side by side. Dispose it to stop it.</summary>
    /// <param name="options">How large, slow and troublesome it is.</param>
    /// <param name="stopping">Gives up the start.</param>
    /// <exception cref="ArgumentException">An option is out of range, or a fault names a video that is not there.</exception>
    /// <exception cref="IOException">The port is taken.</exception>
    public static async Task<VideoPortal> StartAsync(VideoPortalOptions options, CancellationToken stopping = default)
    {
        options.Problems().ThrowIfAny("video portal", nameof(options));
        var portal = new VideoPortal(options);
        new OptionProblems().AddRange(portal.UnknownTargets(options.Faults)).ThrowIfAny("video portal", nameof(options));
        portal.host = await DemoHost.StartAsync(options.Port, _ => options.Latency, app => portal.Build(app, options), stopping);
        return portal;
    }

    /// <summary>What a track shows, for comparison.</summary>
    public IReadOnlyList<Caption> CaptionsOf(DemoVideo video, CaptionTrack track) => catalog.CaptionsOf(video, track);

    /// <summary>What is said in a track, each line once, with a line feed behind each; for comparison.</summary>
    public string TextOf(DemoVideo video, CaptionTrack track) => catalog.TextOf(video, track);

    /// <summary>Stops within a second, requests that hang included.</summary>
    public ValueTask DisposeAsync() => host!.DisposeAsync();

    private void Build(WebApplication app, VideoPortalOptions options)
    {
        app.Use(counters.CountRequests);
        app.MapGet("/assets/{**path}", assets.ServeAsync);
        app.MapGet("/film.mp4", context => EmbeddedAssets.SendAsync(context, context.Request.Path, Film.Value));
        new VideoPages(catalog, options.VideosPerPage, counters).Map(app);
        new VideoCaptions(catalog, counters, options.HasOddCaptions).Map(app);
    }

    private IEnumerable<string> UnknownTargets(VideoFaults faults) => faults
        .TargetsOutside(catalog.Videos.Count, id => catalog.Find(id) is not null)
        .Select(target => $"a fault is set for {target}, which is not among the {Plural.Of(catalog.Videos.Count, "video")}");
}
