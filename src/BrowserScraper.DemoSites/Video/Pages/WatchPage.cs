using System.Net;

namespace BrowserScraper.DemoSites.Video.Pages;

/// <summary>The page of one video: a player, and the captions that there are.</summary>
internal static class WatchPage
{
    private static readonly Dictionary<string, string> Names = new(StringComparer.Ordinal)
    {
        ["en"] = "English",
        ["de"] = "German",
        ["fr"] = "French",
        ["es"] = "Spanish",
        ["pt-BR"] = "Portuguese (Brazil)",
    };

    public static string Render(DemoVideo video)
    {
        string title = WebUtility.HtmlEncode(video.Title);
        return VideoFrame.Render(
            title,
            $"""
                <article data-testid="watch" data-id="{video.Id}">
                  <video controls preload="none" src="/film.mp4" aria-label="{title}">
                    {string.Concat(video.Tracks.Where(track => track.HasWebVtt).Select(track => Shown(video, track)))}
                  </video>
                  <h1>{title}</h1>
                  <p class="quiet">Length: <span data-testid="length">{WatchListPage.Length(video.Length)}</span></p>
                  <section aria-labelledby="captions">
                    <h2 id="captions">Captions</h2>
                    {(video.Tracks.Count == 0 ? "<p data-testid=\"no-captions\">There are no captions for this video.</p>" : List(video))}
                  </section>
                </article>
            """);
    }

    // None is the default: a browser loads captions when somebody chooses them.
    private static string Shown(DemoVideo video, CaptionTrack track) => $"""
        <track kind="captions" srclang="{track.Language}" label="{Name(track)}" src="{track.PathOf(video.Id, "vtt")}">
        """;

    private static string List(DemoVideo video) =>
        $"""<ul class="captions" data-testid="captions">{string.Concat(video.Tracks.Select(track => Item(video, track)))}</ul>""";

    private static string Item(DemoVideo video, CaptionTrack track) => $"""
        <li data-testid="caption" data-language="{track.Language}" data-kind="{track.Kind}"><span>{Name(track)}</span>
          {(track.HasWebVtt ? $"<a href=\"{track.PathOf(video.Id, "vtt")}\" type=\"text/vtt\">WebVTT</a>" : "")}
          <a href="{track.PathOf(video.Id, "json")}" type="application/json">JSON</a></li>
        """;

    private static string Name(CaptionTrack track) => Names[track.Language] + (track.IsAutomatic ? " (automatic)" : "");
}
