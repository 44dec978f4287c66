using System.Text.RegularExpressions;
using BrowserScraper.BrowserTests.Harness;
using BrowserScraper.DemoSites.Media;
using BrowserScraper.Items;
using BrowserScraper.Progress;
using BrowserScraper.Testing;

namespace BrowserScraper.BrowserTests;

/// <summary>One search in many sources; whatever one of them does, the others' results are complete and the rest is told.</summary>
public sealed class MediaSearchTests
{
    private static readonly string[] Working = [.. MediaSources.All.Where(source => source != MediaSources.Broken)];

    [Fact]
    public async Task Run_AllSources_GivesEachFileOnceAndTellsWhichFailed()
    {
        using TemporaryFolder folder = new();
        await using MediaPortal portal = await MediaPortal.StartAsync(new() { Results = 14 }, TestContext.Current.CancellationToken);
        MediaRun run = await MediaRun.OfAsync(portal, folder.Root, [], "MAX_RETRIES=0");

        run.AssertHolds(portal, Working);
        Assert.All(portal.Counts.Sources.Values.SelectMany(source => source.FilesByAddress), file => Assert.Equal(1, file.Value));
        Assert.Equal((3, 14), (run.Report.Sources.Sum(source => source.Duplicates), run.Source(MediaSources.Clips).Videos));
        Assert.Equal(Working.Length * 14, run.Report.FilesSaved + 3);
        Assert.Equal((0, 1), (run.Source(MediaSources.Broken).Files, run.Source(MediaSources.Broken).Failed));
        Assert.Contains("gallery/nature_014.jpg", run.Files.Keys);
        var shared = run.Records.GroupBy(record => record.GetProperty("file").GetString()).ToArray();
        Assert.Equal(Working.Length * 14, shared.Length); // every origin is on record, those of shared files included
        Assert.Equal(run.Report.FilesSaved, run.Log.Lines.Count(line => line.Contains("SUCCESS", StringComparison.Ordinal)));
        Assert.Equal(run.Report.Failed, run.Log.Lines.Count(line => Regex.IsMatch(line, "FAILED|TIMEOUT")));
    }

    [Fact]
    public async Task Run_SourcesThatHangOrDrip_EndByTheirLimitAndLeaveTheOthersWhole()
    {
        using TemporaryFolder folder = new();
        await using MediaPortal portal = await MediaPortal.StartAsync(
            new()
            {
                Results = 8,
                Faults = new Dictionary<string, MediaFault>
                {
                    [MediaSources.Scroller] = new() { Hangs = true },
                    [MediaSources.Lazy] = new() { HangsMidFile = true },
                    [MediaSources.Clips] = new() { Drips = true },
                },
            },
            TestContext.Current.CancellationToken);
        string[] sources = [MediaSources.Gallery, MediaSources.Api, MediaSources.Scroller, MediaSources.Lazy, MediaSources.Clips];
        MediaRun run = await MediaRun.OfAsync(
            portal, folder.Root, [$"SOURCES={string.Join(',', sources)}"], "SOURCE_TIMEOUT=20", "REQUEST_TIMEOUT=60");

        run.AssertHolds(portal, MediaSources.Gallery, MediaSources.Api);
        Assert.All(run.Report.Sources,
            source => Assert.Equal(source.Source is not (MediaSources.Gallery or MediaSources.Api), source.TimedOut));
        Assert.Null(run.Report.Stopped);
        Assert.All(run.Report.Failures,
            failure => Assert.Equal(
                ("TimedOut", "the 20 s of its source were over; raise SOURCE_TIMEOUT if that is too short"),
                (failure.Outcome, failure.Reason)));
        Assert.Equal(run.Report.Sources.Sum(source => source.Left), run.Report.Remaining);
        Assert.Contains(
            "Error | TIMEOUT | scroller | Timeout after 20s | Item: scroller/first-20 | Attempt: 1 | the 20 s of its source were over; "
                + "raise source_timeout if that is too short", run.Log.Lines);
        await Until.TrueAsync(() => portal.Counts.InFlight == 0, "no request is left");
    }

    [Fact]
    public async Task Run_JobLimit_EndsAndTheNextRunCompletes()
    {
        using TemporaryFolder folder = new();
        await using (MediaPortal hanging = await MediaPortal.StartAsync(
            new() { Results = 5, Faults = new Dictionary<string, MediaFault> { [MediaSources.Gallery] = new() { Hangs = true } } },
            TestContext.Current.CancellationToken))
        {
            MediaRun stopped = await MediaRun.OfAsync(
                hanging, folder.Root, ["SOURCES=gallery,api"], "GLOBAL_JOB_TIMEOUT=12", "REQUEST_TIMEOUT=60");
            Assert.Equal((StopReason.TimeLimit, 1), (stopped.Report.Stopped, stopped.Source(MediaSources.Gallery).Left));
            Assert.Contains($"Error | GLOBAL TIMEOUT: Job {stopped.Report.Job} exceeded 12s", stopped.Log.Lines);
        }

        await using MediaPortal portal = await MediaPortal.StartAsync(new() { Results = 5 }, TestContext.Current.CancellationToken);
        MediaRun other = await MediaRun.OfAsync(portal, folder.Root, ["SOURCES=api"]);
        Assert.Equal(0, other.Report.Failed);
        Assert.Contains(
            other.Events.Notices, notice => notice.StartsWith("LEFT: 1 known item does not match this run", StringComparison.Ordinal));
        MediaRun next = await MediaRun.OfAsync(portal, folder.Root, ["SOURCES=gallery,api"]);
        next.AssertHolds(portal, MediaSources.Gallery, MediaSources.Api);
    }

    [Fact]
    public async Task Run_RobotsForbidAndLinksAreDeadAndOneIsThrottled_TellsEachAndTakesTheRest()
    {
        using TemporaryFolder folder = new();
        await using MediaPortal portal = await MediaPortal.StartAsync(
            new()
            {
                Results = 6,
                RobotsDisallow = [MediaSources.Consent],
                Faults = new Dictionary<string, MediaFault>
                {
                    [MediaSources.Thumbs] = new() { HasDeadLinks = true },
                    [MediaSources.Api] = new() { Refusals = 2 },
                },
            },
            TestContext.Current.CancellationToken);
        MediaRun run = await MediaRun.OfAsync(portal, folder.Root, ["SOURCES=consent,thumbs,api"], "MAX_RETRIES=0");

        Assert.Equal((0, 1), (run.Source(MediaSources.Consent).Files, run.Source(MediaSources.Consent).Failed));
        Assert.Equal((4, 2), (run.Source(MediaSources.Thumbs).Files, run.Source(MediaSources.Thumbs).Failed));
        Assert.Equal((6, 0), (run.Source(MediaSources.Api).Files, run.Source(MediaSources.Api).Failed));
        Assert.Contains(
            run.Events.EndedAs("Rejected"), item => item.Reason.StartsWith("robots.txt of consent.localhost", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(ScrollerShape.Window)]
    [InlineData(ScrollerShape.Box)]
    [InlineData(ScrollerShape.Virtual)]
    public async Task Run_WhateverScrolls_GivesAllResults(ScrollerShape shape)
    {
        using TemporaryFolder folder = new();
        await using MediaPortal portal = await MediaPortal.StartAsync(
            new() { Results = 40, Scroller = shape }, TestContext.Current.CancellationToken);
        MediaRun run = await MediaRun.OfAsync(portal, folder.Root, ["SOURCES=scroller", "MAX_PER_SOURCE=60"], "MAX_RETRIES=0");

        run.AssertHolds(portal, MediaSources.Scroller);
        Assert.Equal(40, run.Source(MediaSources.Scroller).Files);
    }

    [Fact]
    public async Task Run_RobotsSentAsADownload_AreReadAllTheSame()
    {
        using TemporaryFolder folder = new();
        string[] odd = [MediaSources.Consent, MediaSources.Gallery];
        await using MediaPortal portal = await MediaPortal.StartAsync(
            new() { Results = 2, SharedPictures = 0, RobotsDisallow = [MediaSources.Consent], OddRobots = odd },
            TestContext.Current.CancellationToken);
        MediaRun run = await MediaRun.OfAsync(portal, folder.Root, ["SOURCES=consent,gallery"], "MAX_RETRIES=0");

        run.AssertHolds(portal, MediaSources.Gallery);
        Assert.StartsWith(
            "robots.txt of consent.localhost", Assert.Single(run.Events.EndedAs("Rejected")).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_SourceAddedByData_NeedsNoCodeAndTellsWhatIsWrongUntilItIsRight()
    {
        using TemporaryFolder folder = new();
        await using MediaPortal portal = await MediaPortal.StartAsync(new() { Results = 3 }, TestContext.Current.CancellationToken);
        string[] wrong =
        [
            (await TryAsync(
                """{ "search": "http://gallery.{demo}/search?q={query}", "results": ".nope" }""", failed: 1)).Failures[0].Reason,
            (await TryAsync(
                """{ "search": "http://gallery.{demo}/search?q={query}", "results": "[data-testid=result] a", "file": "data-foo" }""",
                failed: 1)).Failures[0].Reason,
            (await TryAsync(
                """{ "search": "http://gallery.{demo}/search?q={query}", "results": "[data-testid=result] a", "kind": "video" }""",
                failed: 2)).Failures[0].Reason,
        ];

        Assert.Equal("own: nothing matches \"results\" (.nope); if it may find nothing, say how that shows, in \"none\"", wrong[0]);
        Assert.Equal(
            "own: 3 elements match \"results\" ([data-testid=result] a), and none has an address in data-foo (\"file\")", wrong[1]);
        Assert.EndsWith(": it is no video (MP4 or WebM), but a JPEG", wrong[2], StringComparison.Ordinal);
        await TryAsync("""{ "search": "http://gallery.{demo}/search?q={query}", "results": "[data-testid=result] a" }""", failed: 0);
        string[] files =
            [.. Directory.EnumerateFiles(Path.Combine(folder["data"], "media-search", "nature-landscape", "files", "own"))
            .Select(path => Path.GetFileName(path)!).Order(StringComparer.Ordinal)];
        Assert.Equal(["nature_001.jpg", "nature_002.jpg"], files);

        async Task<RunReport> TryAsync(string source, int failed)
        {
            string file = folder["sources.json"];
            await File.WriteAllTextAsync(
                file, $$"""{ "sources": [ {{source.Replace("{ ", "{ \"name\": \"own\", ", StringComparison.Ordinal)}} ] }""",
                TestContext.Current.CancellationToken);
            MediaRun run = await MediaRun.OfAsync(
                portal, folder["data"], [$"MEDIA_SOURCES_FILE={file}", "MAX_PER_SOURCE=2"], "MAX_RETRIES=0", "REQUEST_TIMEOUT=10");
            Assert.Equal(failed, run.Report.Failed);
            return run.Report;
        }
    }
}
