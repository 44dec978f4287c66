using System.Text.RegularExpressions;
using BrowserScraper.Items;
using BrowserScraper.Scripts.Subtitles;
using BrowserScraper.Sites;
using Microsoft.Playwright;

namespace BrowserScraper.Scripts;

/// <summary>
/// The subtitles of videos in the language wanted most, those that a person has written before automatic ones: as SRT, WebVTT and plain
/// text.
/// </summary>
[Site("video-subtitles", "the subtitles of videos as SRT, WebVTT and text, in the language wanted most")]
[Option(VideoSubtitles.Languages, "en", "languages in order of preference, separated by commas, such as en,de; * is any",
    IsForOrders = true)]
public sealed partial class VideoSubtitles(SiteSettings settings) : OpenSiteScript
{
    /// <summary>The option with the wanted languages, in order of preference, separated by commas; <c>*</c> is any.</summary>
    public const string Languages = "LANGUAGES";

    private readonly IReadOnlyList<string> wanted = SubtitleTrack.Languages(settings.Option(Languages, "en"), Languages);

    private sealed record VideoRow(string Id, string Title);

    private sealed record VideoRecord(string Id, string Title, string Language, string Kind, int Cues, TimeSpan? Duration);

    public override Uri Home => new(settings.Url, "watch-list");

    public override bool AllowsEqualFiles => true; // nothing but "[Music]" is what many a video has

    public override string Input => "the id of a video, or its address";

    public override WorkItem? ItemOf(string line) =>
        Id().Match(line) is { Success: true } found ? ItemOf(found.Groups["id"].Value, title: null) : null;

    public override async IAsyncEnumerable<WorkItem> DiscoverAsync(DiscoveryContext context)
    {
        IPage page = context.Page;
        for (Uri? list = Home; list is not null; list = await NextPage(page).OptionalAddressAsync())
        {
            await context.OpenAsync(list);
            await page.GetByRole(AriaRole.Heading, new() { Name = "Watch list" }).RequiredAsync();
            context.Expect(await page.GetByTestId("video-count").OptionalNumberAsync());
            foreach (VideoRow row in await page.GetByTestId("video")
                .ReadAllAsync<VideoRow>("row => ({ id: row.dataset.id, title: row.querySelector('a').textContent })"))
            {
                yield return ItemOf(row.Id, row.Title);
            }
        }
    }

    public override async Task<ItemResult> ProcessAsync(ItemContext context)
    {
        IPage page = context.Page;
        await context.OpenAsync(unless: page.GetByTestId("notice"), expect: context.Item.Title);
        string title = await page.GetByRole(AriaRole.Heading, new() { Level = 1 }).RequiredTextAsync();
        await page.GetByTestId("captions").Or(page.GetByTestId("no-captions")).RequiredAsync();
        IReadOnlyList<SubtitleTrack> tracks = await page.GetByTestId("caption").ReadAllAsync<SubtitleTrack>("""
            row => {
                const address = form => row.querySelector(`a[type="${form}"]`)?.href;
                return {
                    language: row.dataset.language, kind: row.dataset.kind, vtt: address('text/vtt'), json: address('application/json')
                };
            }
            """);
        if (SubtitleTrack.Choose(tracks, wanted) is not { } track)
        {
            return ItemResult.Reject(tracks.Count == 0
                ? "the video has no subtitles"
                : $"no subtitles in {string.Join(", ", wanted)} ({Languages}); there are "
                    + $"{string.Join(", ", tracks.Select(each => $"{each.Language} ({each.Kind})"))}");
        }

        IReadOnlyList<Cue> cues = track.Vtt is { } vtt
            ? WebVtt.Read(await context.ReadTextAsync(new Uri(vtt), FileKind.Vtt))
            : TimedEvents.Read(await context.ReadTextAsync(new Uri(track.Json!), FileKind.Json));
        if (cues.Count == 0)
        {
            return ItemResult.Reject($"its subtitles ({track.Language}, {track.Kind}) say nothing");
        }

        string name = $"{context.Item.Key}.{track.Language}";
        return ItemResult.Done(
            new VideoRecord(context.Item.Key, title, track.Language, track.Kind, cues.Count,
                Length(await page.GetByTestId("length").OptionalTextAsync())),
            await context.SaveTextAsync(SubRip.Write(cues), $"{name}.srt", FileKind.Srt),
            await context.SaveTextAsync(WebVtt.Write(cues), $"{name}.vtt", FileKind.Vtt),
            await context.SaveTextAsync(PlainText.Write(cues, track.IsAutomatic), $"{name}.txt"));
    }

    // Whatever an address looks like, the id in it is what counts, on the site that is set.
    private WorkItem ItemOf(string id, string? title) => new(id, new Uri(settings.Url, $"watch?v={id}")) { Title = title };

    private static TimeSpan? Length(string? text) =>
        TimeSpan.TryParseExact(text, [@"m\:ss", @"h\:mm\:ss"], null, out TimeSpan length) ? length : null;

    private static ILocator NextPage(IPage page) => page.GetByRole(AriaRole.Link, new() { Name = "Next page" });

    [GeneratedRegex(
        @"^(?<site>https?://[^/?#\s]+/(watch/?\?([^#\s]*&)?v=|embed/|shorts/|v/)?)?(?<id>[A-Za-z0-9_-]{11})(?(site)([/?&#]\S*)?)\z",
        RegexOptions.ExplicitCapture)]
    private static partial Regex Id();
}
