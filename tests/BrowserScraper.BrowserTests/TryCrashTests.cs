using BrowserScraper.BrowserTests.Harness;
using BrowserScraper.DemoSites.Dealer;
using BrowserScraper.Sites;
using BrowserScraper.Trials;

namespace BrowserScraper.BrowserTests;

/// <summary>A browser that dies between two rounds of a trial. Linux only, and alone: it looks for its own children.</summary>
[Collection<Alone>]
public sealed class TryCrashTests
{
    [Fact]
    public async Task Try_BrowserDiesBetweenTwoRounds_GoesOnWithAnotherAndTheLogin()
    {
        await using DealerPortal portal = await Portals.StartAsync(vehicles: 5);
        SiteSettings site = new(portal.Address, "demo", portal.Password);
        await using TrialBench bench = new();
        await bench.TryAsync(JobRun.DealerScript(portal), site);
        ChildProcesses.Kill("browser");
        TrialResult tried = await bench.TryAsync(JobRun.DealerScript(portal), site, portal.Vins().First());

        Assert.Equal(("Done", 1), (tried.Item!.Outcome, portal.Counts.SignIns));
    }
}
