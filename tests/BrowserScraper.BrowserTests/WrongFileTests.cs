using BrowserScraper.BrowserTests.Harness;
using BrowserScraper.DemoSites.Dealer;
using BrowserScraper.Items;
using BrowserScraper.Progress;
using BrowserScraper.Testing;

namespace BrowserScraper.BrowserTests;

/// <summary>A portal that serves whole and right-looking files, and the wrong ones.</summary>
public sealed class WrongFileTests
{
    [Fact]
    public async Task Run_FileOfAnotherVehicle_IsBadByTheScriptsOwnCheck()
    {
        using TemporaryFolder folder = new();
        await using DealerPortal portal = await Portals.StartAsync(4, "same-pdf=#3!");
        JobRun run = await JobRun.OfAsync(portal, folder.Root, "CONCURRENT_PAGES=2", "MAX_RETRIES=0");

        FailedItem failed = Assert.Single(run.Report.Failures);
        Assert.Equal(("BadFile", $"{failed.Key}.pdf: '{failed.Key}' does not stand in it"), (failed.Outcome, failed.Reason));
        new JobData(folder.Root).AssertHolds(portal, portal.Vins().Where(vin => vin != portal.Vehicles[2].Vin));
    }

    [Fact]
    public async Task Run_SameFileForThreeVehicles_StopsAndGoesOnOnceItIsMended()
    {
        using TemporaryFolder folder = new();
        await using DealerPortal portal = await Portals.StartAsync(6, "same-pdf=#3,#5");
        JobRun run = await JobRun.OfAsync(new StickersAlone(JobRun.DealerScript(portal)), folder.Root, "CONCURRENT_PAGES=1");

        string[] same = [portal.Vehicles[0].Vin, portal.Vehicles[2].Vin, portal.Vehicles[4].Vin];
        Assert.Equal(StopReason.WrongFiles, run.Report.Stopped);
        Assert.Contains($" for {same[0]}, {same[1]} and {same[2]}; ", run.Report.Message, StringComparison.Ordinal);
        Assert.Contains(run.Events.Notices, text => text.StartsWith($"SAME FILE: {same[0]} and {same[1]} ", StringComparison.Ordinal));
        Assert.Equal(1, run.Report.TroubleByOutcome["BadFile"]);
        Assert.False(File.Exists(Path.Combine(folder.Root, "dealer-inventory", "files", $"{same[2]}.pdf")));

        JobRun next = await JobRun.OfAsync(new StickersAlone(JobRun.DealerScript(portal)), folder.Root, "CONCURRENT_PAGES=1");
        Assert.Equal((6, null), (next.Report.Done + next.Report.DoneBefore, next.Report.Stopped));
    }

    [Fact]
    public async Task Run_SameFileForAllAndTheScriptAllowsIt_IsDone()
    {
        using TemporaryFolder folder = new();
        await using DealerPortal portal = await Portals.StartAsync(4, "same-pdf=#2!,#3!,#4!");
        JobRun run = await JobRun.OfAsync(
            new StickersAlone(JobRun.DealerScript(portal), allowsEqualFiles: true), folder.Root, "CONCURRENT_PAGES=2");

        Assert.Equal((4, null), (run.Report.Done, run.Report.Stopped));
    }
}
