using BrowserScraper.Settings;
using BrowserScraper.Sites;

namespace BrowserScraper.Scripts;

/// <summary>The list of scripts. A new one is a file in this folder and a line here; the first is what runs when none is named.</summary>
public static class SiteScripts
{
    public static IReadOnlyList<SiteScriptEntry> All { get; } =
    [
        new("dealer-inventory", "every vehicle of a dealer inventory, with its window sticker as PDF",
            settings => new DealerInventory(settings)),
        new("book-library", "the books of a reading platform, by skill, each with its EPUB", settings => new BookLibrary(settings))
        {
            Options = [new(
                BookLibrary.Skills, SettingKind.Text, "", "skills to look for, separated by commas, such as Python,AWS; none means all")
                    { IsForOrders = true }],
        },
        new("media-search", "one search in many sources of pictures and videos, each with a deadline of its own",
            settings => new MediaSearch(settings))
        {
            NeedsSignIn = false,
            Request = MediaSearch.Query,
            Options =
            [
                new(MediaSearch.Query, SettingKind.Text, "", "what to look for, such as \"nature landscape\"") { IsForOrders = true },
                new(MediaSearch.Wanted, SettingKind.Text, "", "sources to search, separated by commas; none means all of the demo portal")
                    { IsForOrders = true },
                new(MediaSearch.MaxPerSource, SettingKind.Whole, "20", "files from each source")
                    { Min = 1, Max = 10_000, IsForOrders = true },
                new(MediaSearch.SourcesFile, SettingKind.File, "",
                    "the file that describes the sources; none means media-sources.json of playwright-scripts") { IsForOrders = true },
                new(MediaSearch.RespectRobots, SettingKind.Switch, "true", "leave a source out whose robots.txt does not want searches")
                    { IsForOrders = true },
            ],
        },
        new("video-subtitles", "the subtitles of videos as SRT, WebVTT and text, in the language wanted most",
            settings => new VideoSubtitles(settings))
        {
            NeedsSignIn = false,
            Options = [new(
                VideoSubtitles.Languages, SettingKind.Text, "en",
                "languages in order of preference, separated by commas, such as en,de; * is any") { IsForOrders = true }],
        },
    ];
}
