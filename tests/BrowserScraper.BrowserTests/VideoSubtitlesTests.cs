using BrowserScraper.BrowserTests.Harness;
using BrowserScraper.DemoSites.Video;
using BrowserScraper.Items;
using BrowserScraper.Testing;

namespace BrowserScraper.BrowserTests;

/// <summary>
/// Videos in all kinds of trouble: each ends as it must, after as many attempts as that takes, with the right subtitles and fetched once.
/// </summary>
public sealed class VideoSubtitlesTests
{
    [Fact]
    public async Task Run_VideosInAllKindsOfTrouble_EndAsTheyMustAndNoneIsFetchedTwice()
    {
        using TemporaryFolder folder = new();
        await using VideoPortal portal = await StartAsync(
            24, "no-subtitles=#1", "private=#2,#3", "unavailable=#4", "removed=#5,#19", "hang=#7", "error429=#8,#9,#10", "error503=#11",
            "error503=#12!");
        VideoRun run = await VideoRun.OfAsync(portal, folder.Root, "en", "REQUEST_TIMEOUT=3", "BACKOFF_FACTOR=1");

        // What a host that does not answer is called depends on who else met it meanwhile; how each ends does not.
        Assert.All(portal.Videos, video => Assert.Equal(
            Expected(video).Where(ending => ending != "Failed"), run.Endings(video)
                .Where(ending => ending is not ("Failed" or "Unreachable"))));
        Assert.All(portal.Videos, video => Assert.Equal(IsHad(video) ? 1 : 0, portal.Counts.Videos[video.Id].CaptionsServed));
        Assert.All(portal.Videos.Where(IsHad), video => AssertIsRight(portal, video, run));
        Assert.Equal(portal.Videos.Count(IsHad) * 3, run.Files.Count);
        Assert.Empty(Directory.EnumerateFiles(Path.Combine(run.Root, "staging"), "*", SearchOption.AllDirectories));
        Assert.Equal((17, 7), (run.Report.Done, run.Report.Failed));
        Assert.Equal(["200", "200 private", "403 private", "404 removed", "410 removed"], Statuses(portal)); // this seed has all of them
        Assert.Contains(portal.Videos, video => video.StrikesCaptions);
        Assert.Equal(3, run.Report.TroubleByOutcome["Throttled"]);
        Assert.Equal("the video has no subtitles", Reason(run, portal.Videos[0]));
        Assert.Equal("This video is private", Reason(run, portal.Videos[1]));
        Assert.StartsWith("503 for http", Reason(run, portal.Videos[11]), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_SeveralLanguagesAndThenOneMore_TakesTheFirstThatThereIsAndNamesTheOthers()
    {
        using TemporaryFolder folder = new();
        await using VideoPortal portal = await StartAsync(8);
        VideoRun first = await VideoRun.OfAsync(portal, folder.Root, "fr,pt");

        ILookup<bool, DemoVideo> had = portal.Videos.ToLookup(video => First(video, "fr", "pt-BR") is not null);
        Assert.Equal(
            had[true].Select(video => $"{video.Id}.{First(video, "fr", "pt-BR")!.Language}.txt")
            .Order(StringComparer.Ordinal), first.Files.Where(file => file.EndsWith(".txt", StringComparison.Ordinal)));
        Assert.NotEmpty(had[true]);
        Assert.All(had[false],
            video => Assert.StartsWith(
                "no subtitles in fr, pt (LANGUAGES); there are en (automatic)", Reason(first, video), StringComparison.Ordinal));

        VideoRun second = await VideoRun.OfAsync(portal, folder.Root, "fr,pt,*");
        Assert.Equal((had[false].Count(), had[true].Count()), (second.Report.Done, second.Report.DoneBefore));
        Assert.All(portal.Videos, video => Assert.Equal(1, portal.Counts.Videos[video.Id].CaptionsServed));
    }

    [Fact]
    public async Task Run_CaptionsAsOddAsTheStandardAllows_AreReadAsTheyAre()
    {
        using TemporaryFolder folder = new();
        await using VideoPortal portal = await VideoPortal.StartAsync(
            new() { Videos = 6, HasOddCaptions = true }, TestContext.Current.CancellationToken);
        VideoRun run = await VideoRun.OfAsync(portal, folder.Root, "en");

        Assert.Equal(6, run.Report.Done);
        Assert.Contains(portal.Videos, video => First(video, "en")!.HasWebVtt);
        Assert.All(portal.Videos, video => AssertIsRight(portal, video, run));
    }

    private static async Task<VideoPortal> StartAsync(int videos, params string[] faults)
    {
        Assert.True(VideoFaults.TryParse(faults, out VideoFaults parsed, out string error), error);
        return await VideoPortal.StartAsync(
            new() { Videos = videos, VideosPerPage = 10, Faults = parsed }, TestContext.Current.CancellationToken);
    }

    private static string[] Expected(DemoVideo video) => video switch
    {
        { IsLost: true } => ["Rejected"],
        { TroubledRequests: int.MaxValue } => ["Failed", "Failed", "Failed"],
        { Trouble: VideoTrouble.Hang or VideoTrouble.Error503 } => ["Failed", "Done"],
        { Trouble: VideoTrouble.Error429 } => ["Throttled", "Done"],
        _ => ["Done"],
    };

    private static bool IsHad(DemoVideo video) => Expected(video)[^1] == "Done";

    private static CaptionTrack? First(DemoVideo video, params string[] languages) => languages
        .SelectMany(language => video.Tracks.Where(track => track.Language == language).OrderBy(track => track.IsAutomatic))
            .FirstOrDefault();

    private static void AssertIsRight(VideoPortal portal, DemoVideo video, VideoRun run)
    {
        CaptionTrack track = First(video, "en")!;
        IReadOnlyList<Caption> captions = portal.CaptionsOf(video, track);
        Assert.Equal(portal.TextOf(video, track), run.Text($"{video.Id}.en.txt"));
        Assert.Equal(
            string.Join('\n',
                captions.Select(
                    (caption, number) =>
                        $"{number + 1}\n{caption.Start:hh\\:mm\\:ss\\,fff} --> {caption.End:hh\\:mm\\:ss\\,fff}\n{caption.Text}\n")),
            run.Text($"{video.Id}.en.srt"));
        Assert.All(captions, caption => Assert.Contains(
            $"\n{caption.Start:hh\\:mm\\:ss\\.fff} --> "
                + $"{caption.End:hh\\:mm\\:ss\\.fff}\n"
                    + $"{caption.Text.Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal)}\n",
            run.Text($"{video.Id}.en.vtt"), StringComparison.Ordinal));
        Assert.Equal(
            (video.Title, track.IsAutomatic ? "automatic" : "human", captions.Count, $"{video.Length:c}"),
            (run.Records[video.Id].GetProperty("title").GetString(), run.Records[video.Id].GetProperty("kind").GetString(),
                run.Records[video.Id].GetProperty("cues").GetInt32(), run.Records[video.Id].GetProperty("duration").GetString()));
    }

    private static string Reason(VideoRun run, DemoVideo video)
    {
        string reason = run.Report.Failures.Single(failure => failure.Key == video.Id).Reason;
        Assert.Equal(reason, run.Events.Ended.Last(item => item.Key == video.Id && item.State == ItemState.Failed).Reason);
        return reason;
    }

    private static IEnumerable<string> Statuses(VideoPortal portal) => portal.Videos
        .Select(video => video.Trouble is VideoTrouble.Private or VideoTrouble.Removed
            ? $"{video.Status} {video.Trouble.ToString().ToLowerInvariant()}" : $"{video.Status}")
        .Distinct().Order(StringComparer.Ordinal);
}
