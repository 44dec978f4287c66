using BrowserScraper.BrowserTests.Harness;
using BrowserScraper.DemoSites.Dealer;
using BrowserScraper.Testing;

namespace BrowserScraper.BrowserTests;

/// <summary>Signed out is not failed. MAX_RETRIES=0 makes every attempt that is paid for the item's last.</summary>
public sealed class SessionTests
{
    [Fact]
    public async Task Run_SessionsEndInMidRun_SignsInOnceMoreAndSpendsNoAttempt()
    {
        using TemporaryFolder folder = new();
        await using DealerPortal portal = await Portals.StartAsync(30);
        ScriptAround script = new(JobRun.DealerScript(portal), (_, begun) =>
        {
            if (begun == 12)
            {
                portal.EndAllSessions();
            }

            return Task.CompletedTask;
        });
        JobRun run = await JobRun.OfAsync(script, folder.Root, "CONCURRENT_PAGES=4", "MAX_RETRIES=0", "REQUEST_TIMEOUT=10");

        AssertSignedInTwice(run, portal);
        new JobData(folder.Root).AssertHolds(portal, portal.Vins());
    }

    [Fact]
    public async Task Run_LogoutFault_SignsInOnceMoreAndSpendsNoAttempt()
    {
        using TemporaryFolder folder = new();
        await using DealerPortal portal = await Portals.StartAsync(20, "logout=#9");
        JobRun run = await JobRun.OfAsync(portal, folder.Root, "CONCURRENT_PAGES=3", "MAX_RETRIES=0", "REQUEST_TIMEOUT=10");

        AssertSignedInTwice(run, portal);
        new JobData(folder.Root).AssertHolds(portal, portal.Vins());
    }

    private static void AssertSignedInTwice(JobRun run, DealerPortal portal)
    {
        Assert.Equal((2, 2), (portal.Counts.SignIns, run.Report.SignIns));
        Assert.Equal(0, run.Report.Failed);
        Assert.Equal(["SignedOut"], run.Report.TroubleByOutcome.Keys);
        Assert.InRange(run.Report.TroubleByOutcome["SignedOut"], 1, 5); // at most once for each page
    }
}
