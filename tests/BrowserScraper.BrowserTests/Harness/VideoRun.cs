using System.Text.Json;
using BrowserScraper.DemoSites.Video;
using BrowserScraper.Planning;
using BrowserScraper.Progress;
using BrowserScraper.Run;
using BrowserScraper.Scripts;
using BrowserScraper.Sites;
using BrowserScraper.Steering;
using BrowserScraper.Testing;

namespace BrowserScraper.BrowserTests.Harness;

/// <summary>One run over a portal's videos inside the test process, with what it has left.</summary>
internal sealed class VideoRun
{
    private VideoRun(RunReport report, EventLog events, string root) => (Report, Events, Root) = (report, events, root);

    public RunReport Report { get; }

    public EventLog Events { get; }

    /// <summary>The job's folder.</summary>
    public string Root { get; }

    public IReadOnlyDictionary<string, JsonElement> Records => File.ReadLines(Path.Combine(Root, "records.jsonl"))
        .Select(line => JsonDocument.Parse(line).RootElement).ToDictionary(record => record.GetProperty("key").GetString()!);

    public IReadOnlyList<string> Files =>
        [.. Directory.EnumerateFiles(Path.Combine(Root, "files")).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)];

    public static async Task<VideoRun> OfAsync(VideoPortal portal, string data, string languages, params string[] settings)
    {
        SiteSettings site = new(portal.Address, "", "", new Dictionary<string, string> { [VideoSubtitles.Languages] = languages });
        JobPlan plan = new(
            JobName.Of("video-subtitles", request: null), $"run-{Guid.NewGuid():n}", new VideoSubtitles(site), site, "the test's portal",
            "VIDEO_SUBTITLES_URL", Settings.Of(data, settings));
        EventLog events = new();
        using RunControl control = new(TimeProvider.System);
        RunReport report = await new JobRunner(plan, control, new CapturingLog(), TimeProvider.System).RunAsync(events);
        return new(report, events, Path.Combine(data, "video-subtitles"));
    }

    public string Text(string file) => File.ReadAllText(Path.Combine(Root, "files", file));

    /// <summary>How the attempts at a video ended, one after the other.</summary>
    public IReadOnlyList<string> Endings(DemoVideo video) =>
        [.. Events.Ended.Where(item => item.Key == video.Id).OrderBy(item => item.Attempt).Select(item => item.Outcome)];
}
