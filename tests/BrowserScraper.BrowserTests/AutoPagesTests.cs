using BrowserScraper.BrowserTests.Harness;
using BrowserScraper.DemoSites.Dealer;
using BrowserScraper.Testing;

namespace BrowserScraper.BrowserTests;

/// <summary>A run on auto, on real pages: what it decides by is tested without a browser.</summary>
public sealed class AutoPagesTests
{
    [Fact]
    public async Task Run_PortalThatAnswersTwoRequestsASecond_KeepsToThatAndHasAll()
    {
        using TemporaryFolder folder = new();
        await using DealerPortal portal = await DealerPortal.StartAsync(
            new() { Vehicles = 24, RequestsPerSecond = 2 }, TestContext.Current.CancellationToken);

        JobRun run = await JobRun.OfAsync(portal, folder.Root, "CONCURRENT_PAGES=auto", "BACKOFF_FACTOR=1");

        Assert.Equal((24, 0), (run.Report.Done, run.Report.Duplicates));
        Assert.InRange(portal.Counts.AboveLimit, 1, 14); // four pages of their own would be refused as often as answered
        Assert.Contains(run.Events.Paces, pace => pace is { Host: "127.0.0.1", PerSecond: < 2 });
        new JobData(folder.Root).AssertHolds(portal, portal.Vins());
    }

    [Fact]
    public async Task SetPages_OnAuto_SwitchesItOffUntilItIsSwitchedOnAgain()
    {
        using TemporaryFolder folder = new();
        await using DealerPortal portal = await Portals.StartAsync(12);
        await using SteeredRun run = new(portal, folder.Root, "CONCURRENT_PAGES=auto:2-6");
        await run.BegunAsync(4);
        Assert.Equal(("2-6", 4), (run.Runner.Status.AutoPages, run.Runner.Status.PageCount));

        run.Control.SetPages(1);
        await Until.TrueAsync(() => run.Runner.Status is { AutoPages: null, PageCount: 1 }, "one page, as the operator wants it");

        run.Control.SetAutoPages(new(3, 6));
        await Until.TrueAsync(() => run.Runner.Status is { AutoPages: "3-6", PageCount: 3 }, "at least three");

        run.LetAllThrough();
        Assert.Equal(12, (await run.Run).Done);
        new JobData(folder.Root).AssertHolds(portal, portal.Vins());
    }
}
