using BrowserScraper.BrowserTests.Harness;
using BrowserScraper.DemoSites.Dealer;
using BrowserScraper.Testing;

namespace BrowserScraper.BrowserTests;

/// <summary>What is done is fetched again.</summary>
public sealed class ForceTests
{
    [Fact]
    public async Task Run_FetchingAgainFails_KeepsWhatWasThereAndCountsEachItemOnce()
    {
        using TemporaryFolder folder = new();
        await using (DealerPortal before = await Portals.StartAsync(3))
        {
            await JobRun.OfAsync(before, folder.Root, "CONCURRENT_PAGES=1");
        }

        await using DealerPortal portal = await Portals.StartAsync(3, "error500=#2!");
        JobRun again = await JobRun.OfAsync(portal, folder.Root, "FORCE_REDOWNLOAD=true", "MAX_RETRIES=0", "CONCURRENT_PAGES=1");

        Assert.Equal((2, 0, 1, 0), (again.Report.Done, again.Report.DoneBefore, again.Report.Failed, again.Report.Remaining));
        Assert.Equal(2, portal.Stickers());
        new JobData(folder.Root).AssertHolds(portal, portal.Vins());
        JobRun next = await JobRun.OfAsync(portal, folder.Root);
        Assert.Equal((0, 3, 0), (next.Report.Done, next.Report.DoneBefore, next.Report.Failed));
    }
}
