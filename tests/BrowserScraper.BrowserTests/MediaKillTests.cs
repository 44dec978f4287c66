using BrowserScraper.BrowserTests.Harness;
using BrowserScraper.DemoSites.Media;
using BrowserScraper.Progress;

namespace BrowserScraper.BrowserTests;

/// <summary>kill -9 in the middle of a search.</summary>
public sealed class MediaKillTests
{
    private const string Job = "media-search/old-harbor";

    [Fact]
    public async Task Search_KilledWhileASourceHangs_IsSeenMarkedAndCompletedWithoutFetchingTwice()
    {
        using CliFolder folder = new();
        string root = Path.Combine(folder.Data, "media-search", "old-harbor");
        int port;
        await using (MediaPortal hanging = await StartAsync(new MediaFault { Hangs = true }))
        {
            port = hanging.Address.Port;
            using CliProcess run =
                CliProcess.Start(
                    hanging, folder, "run", "media-search", "--query", "old harbor", "--sources", "gallery,api,thumbs", "--set",
                    "REQUEST_TIMEOUT=60");
            await Until.TrueAsync(
                () => run.HasExited
                || (Directory.Exists(Path.Combine(root, "runs"))
                && Directory.EnumerateDirectories(Path.Combine(root, "runs")).Any(OnlyThumbsIsLeft)), "all but the source that hangs");
            Assert.False(run.HasExited, run.Output + run.Error);
            await run.KillAsync();
        }

        await using MediaPortal portal = await StartAsync(new MediaFault(), port);
        using CliProcess jobs = await CliProcess.RunAsync(portal, folder, "jobs");
        Assert.Contains("(killed, on thumbs; resume)", jobs.Output, StringComparison.Ordinal);
        using CliProcess cleanup = await CliProcess.RunAsync(portal, folder, "jobs", "cleanup");
        Assert.Contains($"MARKED: {Job}: killed while at work on thumbs (run ", cleanup.Output, StringComparison.Ordinal);

        using CliProcess resumed = await CliProcess.RunAsync(portal, folder, "resume", Job);
        resumed.AssertExit(0);
        Assert.Equal(12, Directory.EnumerateFiles(Path.Combine(root, "files"), "*", SearchOption.AllDirectories).Count());
        Assert.Equal(4, portal.Counts.FilesServed);
        Assert.Equal(4, portal.Counts.Sources[MediaSources.Thumbs].FilesServed);
    }

    private static bool OnlyThumbsIsLeft(string run) =>
        Heartbeat.Read(run)?.On == "thumbs"
            && RecordedEvents.Read(Path.Combine(run, EventsFile.Name)).Count(happened => happened is RunEvent.ItemEnded) == 10;

    private static Task<MediaPortal> StartAsync(MediaFault fault, int port = 0) => MediaPortal.StartAsync(
        new()
        {
            Port = port,
            Results = 4,
            SharedPictures = 0,
            Faults = new Dictionary<string, MediaFault> { [MediaSources.Thumbs] = fault },
        },
        TestContext.Current.CancellationToken);
}
