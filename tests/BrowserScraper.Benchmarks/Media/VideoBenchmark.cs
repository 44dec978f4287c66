using BrowserScraper.DemoSites.Video;
using BrowserScraper.Progress;

namespace BrowserScraper.Benchmarks.Media;

/// <summary>
/// 500 videos at 200 ms latency, every tenth lost for good and every tenth in trouble that passes: five pages against one, each video
/// processed once, and as many attempts as its trouble takes. One page works on 100 videos with the same share of each trouble, as 500
/// would take it too long; what is compared is videos a second.
/// </summary>
internal static class VideoBenchmark
{
    private const int Videos = 500;
    private const int VideosOfOne = 100;
    private const int RequestSeconds = 10;

    // In each hundred: the videos 3, 13, 23 ... and the videos 8, 18, 28 ...
    private static readonly string[] ForGood =
        ["no-subtitles", "private", "unavailable", "removed", "private", "removed", "no-subtitles", "private", "unavailable", "removed"];
    // What does not answer comes early: as one of the last it would hold the run up alone, for REQUEST_TIMEOUT, which tells nothing about
    // pages.
    private static readonly string[] Passing =
        ["hang", "hang", "hang", "hang", "error429", "error503", "error429", "error503", "error429", "error503"];

    public static async Task RunAsync(ResultBook book)
    {
        double five = await RateAsync(book, pages: 5, Videos);
        double one = await RateAsync(book, pages: 1, VideosOfOne);
        book.AtLeast("5 pages, videos a second against one page", five / one, 4.5);
    }

    private static async Task<double> RateAsync(ResultBook book, int pages, int videos)
    {
        IEnumerable<string> rules = Enumerable.Range(0, videos / 10)
            .SelectMany(ten => new[] { $"{ForGood[ten % 10]}=#{(ten * 10) + 3}", $"{Passing[ten % 10]}=#{(ten * 10) + 8}" });
        if (!VideoFaults.TryParse(rules, out VideoFaults faults, out string error))
        {
            throw new InvalidOperationException(error);
        }

        using Scratch scratch = new();
        await using VideoPortal portal = await VideoPortal.StartAsync(
            new() { Videos = videos, Latency = TimeSpan.FromMilliseconds(200), Faults = faults });

        // No renewal: the longer run would have one, for which all pages wait, and the shorter one none.
        using CliRun run =
            new("video-subtitles", portal, scratch.Path, "--pages", $"{pages}", "--set", "RENEW_BROWSER_AFTER=0", "--set",
            $"REQUEST_TIMEOUT={RequestSeconds}");
        RunReport report = await run.ReportAsync();

        string[] wrong =
            [.. portal.Videos.Where(video => Asked(video) != portal.Counts.Videos.GetValueOrDefault(video.Id))
            .Select(video => $"{video.Id} ({video.Trouble})")];
        int lost = portal.Videos.Count(video => video.IsLost);
        Dictionary<string, int> trouble = new()
        {
            ["Rejected"] = lost,
            ["Failed"] = portal.Videos.Count(video => video.Trouble is VideoTrouble.Hang or VideoTrouble.Error503),
            ["Throttled"] = portal.Videos.Count(video => video.Trouble is VideoTrouble.Error429),
        };
        bool areAttemptsRight = trouble.OrderBy(each => each.Key).SequenceEqual(report.TroubleByOutcome.OrderBy(each => each.Key));
        string row = $"{pages} {(pages == 1 ? "page" : "pages")}, {videos} videos";
        book.Add(row, "videos/s", videos / report.WorkSeconds);
        book.Note($"{row}: attempts that failed: {string.Join(", ", report.TroubleByOutcome.Select(each => $"{each.Key} {each.Value}"))}"
            + $"{(areAttemptsRight ? "" : " - NOT as the classes say")}"
                + $"{string.Concat(wrong.Select(video => $"; asked for too often or too rarely: {video}"))}");
        book.Exactly($"{row}, videos asked for more or less often than their trouble takes", wrong.Length, 0);
        book.Exactly($"{row}, kinds of failed attempt whose number is not that of their trouble", areAttemptsRight ? 0 : 1, 0);
        book.Exactly($"{row}, done", report.Done, videos - lost);
        book.Exactly($"{row}, failed", report.Failed, lost);
        book.Exactly($"{row}, left", report.Remaining, 0);
        return videos / report.WorkSeconds;
    }

    /// <summary>How often a video is asked for where nothing is done twice: once, and once more where its trouble strikes.</summary>
    private static VideoCounts Asked(DemoVideo video)
    {
        int captions = video.IsLost ? 0 : 1;
        return video switch
        {
            { StrikesCaptions: true } => new(2, 2, 2, 1),
            { TroubledRequests: > 0 } => new(2, 1, captions, captions),
            _ => new(1, 1, captions, captions),
        };
    }
}
