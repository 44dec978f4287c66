using System.Collections.Concurrent;
using BrowserScraper.BrowserTests.Harness;
using BrowserScraper.DemoSites.Dealer;
using BrowserScraper.DemoSites.Faults;
using BrowserScraper.Testing;

namespace BrowserScraper.BrowserTests;

/// <summary>ITEM_TIMEOUT: what runs over is really stopped, and harms nothing else.</summary>
[Collection<Alone>]
public sealed class DeadlineTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(2);

    [Fact]
    public async Task Run_VehiclesThatHang_TimesThemOutWithinASecondOfTheLimit()
    {
        using TemporaryFolder folder = new();
        await using DealerPortal portal = await Portals.StartAsync(9, "hang=#2,#4,#6");
        ConcurrentQueue<int> openPages = [];
        ScriptAround script = new(JobRun.DealerScript(portal), (context, _) =>
        {
            openPages.Enqueue(context.Page.Context.Pages.Count);
            return Task.CompletedTask;
        });
        JobRun run = await JobRun.OfAsync(script, folder.Root, "CONCURRENT_PAGES=2", "ITEM_TIMEOUT=2", "MAX_RETRIES=0");

        Assert.Equal(3, portal.Counts.FaultsServed[FaultKind.Hang]);
        Assert.Equal((6, 3), (run.Report.Done, run.Report.FailedByOutcome["TimedOut"]));
        Assert.All(run.Events.EndedAs("TimedOut"), item => Assert.InRange(item.Took, Limit, Limit + TimeSpan.FromSeconds(1)));
        Assert.All(openPages, count => Assert.InRange(count, 1, 3)); // two that work, and one for discovery
        new JobData(folder.Root).AssertHolds(portal, portal.Vins().Where((_, index) => index is not (1 or 3 or 5)));
    }

    [Theory]
    [InlineData("endless-script")]
    [InlineData("endless-close")]
    public async Task Run_PagesThatNeverEnd_AreEndedAndTheOthersGoOn(string fault)
    {
        using TemporaryFolder folder = new();
        await using DealerPortal portal = await Portals.StartAsync(9, $"{fault}=#2!,#5!");
        JobRun run = await JobRun.OfAsync(portal, folder.Root, "CONCURRENT_PAGES=2", "ITEM_TIMEOUT=4", "MAX_RETRIES=0");

        Assert.Equal((7, 2), (run.Report.Done, run.Report.FailedByOutcome["TimedOut"]));
        Assert.All(run.Events.EndedAs("TimedOut"), item => Assert.InRange(item.Took, TimeSpan.FromSeconds(4), TimeSpan.FromSeconds(6)));
        Assert.Equal(2, run.Events.Recoveries.Count(step => step is { Step: "closed the page", Why: "ITEM_TIMEOUT" }));
        new JobData(folder.Root).AssertHolds(portal, portal.Vins().Where((_, index) => index is not (1 or 4)));
    }

    [Fact]
    public async Task Run_ScriptThatIgnoresItsEnd_IsLeftBehindAndChangesNothing()
    {
        using TemporaryFolder folder = new();
        await using DealerPortal portal = await Portals.StartAsync(4);
        TaskCompletionSource never = new();
        ScriptAround script = new(JobRun.DealerScript(portal), (_, begun) => begun == 1 ? never.Task : Task.CompletedTask);
        JobRun run = await JobRun.OfAsync(script, folder.Root, "CONCURRENT_PAGES=1", "ITEM_TIMEOUT=2", "MAX_RETRIES=0");
        never.SetResult();

        Assert.Equal((3, 1), (run.Report.Done, run.Report.FailedByOutcome["TimedOut"]));
        Assert.InRange(Assert.Single(run.Events.EndedAs("TimedOut")).Took, Limit, Limit + TimeSpan.FromSeconds(1.5));
        new JobData(folder.Root).AssertHolds(portal, portal.Vins().Skip(1));
    }
}
