using BrowserScraper.BrowserTests.Harness;
using BrowserScraper.DemoSites.Dealer;
using BrowserScraper.Progress;
using BrowserScraper.Testing;

namespace BrowserScraper.BrowserTests;

/// <summary>The main job, when nothing goes wrong.</summary>
public sealed class FullJobTests
{
    [Fact]
    public async Task Run_WholeInventoryTwice_FetchesEachStickerOnce()
    {
        using TemporaryFolder folder = new();
        await using DealerPortal portal = await Portals.StartAsync(60);

        JobRun first = await JobRun.OfAsync(portal, folder.Root, "CONCURRENT_PAGES=5");
        new JobData(folder.Root).AssertHolds(portal, portal.Vins());
        Assert.All(portal.Vins(), vin => Assert.Equal(1, portal.Counts.StickersServed[vin]));
        Assert.Equal(1, portal.Counts.SignIns);
        AssertWhole(first.Report, portal);

        JobRun second = await JobRun.OfAsync(portal, folder.Root, "CONCURRENT_PAGES=5");
        Assert.Equal(60, portal.Stickers());
        Assert.Equal((0, 60, 0), (second.Report.Done, second.Report.DoneBefore, second.Report.Remaining));
        new JobData(folder.Root).AssertHolds(portal, portal.Vins());
    }

    [Fact]
    public async Task Run_JobThatIsDone_ExitsWith0AndFetchesNothing()
    {
        using CliFolder folder = new();
        await using DealerPortal portal = await Portals.StartAsync(6);
        using CliProcess first = await CliProcess.RunAsync(portal, folder);
        using CliProcess second = await CliProcess.RunAsync(portal, folder, "run", "dealer-inventory");

        first.AssertExit(0);
        second.AssertExit(0);
        Assert.Equal(6, portal.Stickers());
        Assert.Contains("ALL DONE: 6 items", second.Output, StringComparison.Ordinal);
        await folder.Processes.AllGoneAsync();
    }

    private static void AssertWhole(RunReport report, DealerPortal portal)
    {
        Assert.Equal((60, 0, 0, 0, 0), (report.Done, report.Failed, report.Skipped, report.Remaining, report.Duplicates));
        Assert.Null(report.Stopped);
        Assert.Null(report.DiscoveryFailure);
        Assert.Equal(1, report.SignIns);
        Assert.Equal(portal.Vins().Sum(vin => (long)portal.StickerOf(vin).Length), report.BytesSaved);
        Assert.Equal([1, 2, 3, 4, 5], report.BusyShareByPage.Keys.Order());
        Assert.All(report.BusyShareByPage.Values, share => Assert.InRange(share, 0.01, 1));
        Assert.InRange(report.MedianSeconds, 0.001, report.P95Seconds);
        Assert.InRange(report.WorkSeconds, report.P95Seconds, report.TotalSeconds);
        Assert.Equal(report.Done / report.WorkSeconds, report.RatePerHour / 3600, precision: 0);
    }
}
