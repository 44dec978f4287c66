using BrowserScraper.BrowserTests.Harness;
using BrowserScraper.DemoSites.Dealer;
using BrowserScraper.DemoSites.Faults;
using BrowserScraper.Testing;

namespace BrowserScraper.BrowserTests;

/// <summary>A portal that goes wrong now and then: everything that can be had is had, and all is told.</summary>
public sealed class FaultTests
{
    [Fact]
    public async Task Run_FaultsAtARate_GetsEverythingAndCountsTheTrouble()
    {
        using TemporaryFolder folder = new();
        await using DealerPortal portal = await Portals.StartAsync(
            30, "error500=8%", "error429=8%", "truncated-pdf=12%", "html-instead-of-pdf=8%");
        JobRun run = await JobRun.OfAsync(portal, folder.Root, "CONCURRENT_PAGES=4", "BACKOFF_FACTOR=1", "MAX_RETRIES=6");

        IReadOnlyDictionary<FaultKind, int> served = portal.Counts.FaultsServed;
        new JobData(folder.Root).AssertHolds(portal, portal.Vins());
        Assert.Equal((30, 0), (run.Report.Done, run.Report.Failed));
        Assert.Equal(served[FaultKind.Error500], run.Report.TroubleByOutcome["Failed"]);
        Assert.Equal(served[FaultKind.Error429], run.Report.TroubleByOutcome["Throttled"]);
        // While no way of fetching is proven, a second one may make up for a bad file within the attempt.
        Assert.InRange(run.Report.TroubleByOutcome["BadFile"], 1, served[FaultKind.TruncatedPdf] + served[FaultKind.HtmlInsteadOfPdf]);
        Assert.Equal(1, portal.Counts.SignIns);
    }

    [Fact]
    public async Task Run_VehicleThatIsAlwaysBroken_FailsAfterItsRetriesAndIsTriedByTheNextRun()
    {
        using TemporaryFolder folder = new();
        await using DealerPortal portal = await Portals.StartAsync(3, "error500=#2!");
        JobRun first = await JobRun.OfAsync(portal, folder.Root, "CONCURRENT_PAGES=1", "BACKOFF_FACTOR=1", "MAX_RETRIES=1");
        JobRun second = await JobRun.OfAsync(portal, folder.Root, "CONCURRENT_PAGES=1", "BACKOFF_FACTOR=1", "MAX_RETRIES=0");

        Assert.Equal((2, portal.Vehicles[1].Vin), (Assert.Single(first.Report.Failures).Attempts, first.Report.Failures[0].Key));
        Assert.Equal(1, Assert.Single(second.Report.Failures).Attempts);
        Assert.Equal(3, portal.Counts.FaultsServed[FaultKind.Error500]);
        new JobData(folder.Root).AssertHolds(portal, portal.Vehicles[0].Vin, portal.Vehicles[2].Vin);
    }
}
