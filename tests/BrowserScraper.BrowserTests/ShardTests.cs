using BrowserScraper.BrowserTests.Harness;
using BrowserScraper.DemoSites.Books;
using BrowserScraper.DemoSites.Dealer;
using BrowserScraper.Progress;
using BrowserScraper.Testing;

namespace BrowserScraper.BrowserTests;

/// <summary>Runs with several contexts in one session. MAX_RETRIES=0 makes every paid attempt the item's last.</summary>
[Collection<Alone>]
public sealed class ShardTests
{
    [Fact]
    public async Task Run_ManyPagesWaitForConnections_GrowsAndSaysWhy()
    {
        using TemporaryFolder folder = new();
        await using DealerPortal portal = await Portals.StartAsync(60, TimeSpan.FromMilliseconds(700));
        JobRun run = await JobRun.OfAsync(portal, folder.Root, "CONCURRENT_PAGES=16", "MAX_RETRIES=0");

        Assert.Equal((60, 0, 1), (run.Report.Done, run.Report.Failed, portal.Counts.SignIns));
        string told = run.Events.Notices.First(notice => notice.StartsWith("SHARDS:", StringComparison.Ordinal));
        Assert.Matches(
            $@"^SHARDS: 1 -> \d+ \| requests to 127\.0\.0\.1:{portal.Address.Port} waited \d+ % of their time for a connection$", told);
        new JobData(folder.Root).AssertHolds(portal, portal.Vins());
    }

    [Fact]
    public async Task Run_NothingWaitsForConnections_StaysAtOne()
    {
        using TemporaryFolder folder = new();
        await using DealerPortal portal = await Portals.StartAsync(60);
        JobRun run = await JobRun.OfAsync(portal, folder.Root, "CONCURRENT_PAGES=8", "MAX_RETRIES=0");

        Assert.Equal((60, 0), (run.Report.Done, run.Report.Failed));
        Assert.DoesNotContain(run.Events.Notices, notice => notice.StartsWith("SHARDS:", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("auto")]
    [InlineData("serial")]
    public async Task Run_StrictRotationInSeveralShards_NoRequestIsRejected(string mode)
    {
        using TemporaryFolder folder = new();
        await using BookPortal portal = await BookPortal.StartAsync(
            new() { Books = 16, Latency = TimeSpan.FromMilliseconds(40), AssetLatency = TimeSpan.FromMilliseconds(150),
                ReuseDetection = true }, TestContext.Current.CancellationToken);
        BookPortalCounts before = await BookRun.LearnAsync(portal, folder.Root, $"TOKEN_MODE={mode}");
        (RunReport report, _) = await BookRun.OfAsync(
            portal, folder.Root, plan => plan with { LeastShards = 4 }, $"TOKEN_MODE={mode}", "CONCURRENT_PAGES=8", "MAX_RETRIES=0",
            "REQUEST_TIMEOUT=60");

        Assert.Equal((15, 0), (report.Done, report.Failed));
        Assert.Equal(
            (before.RejectedRequests, before.RevokedSessions, before.SignIns),
            (portal.Counts.RejectedRequests, portal.Counts.RevokedSessions, portal.Counts.SignIns));
        BookRun.AssertHolds(folder.Root, portal);
    }

    [Fact]
    public async Task Run_SessionsEndInSeveralShards_SignsInOnceMoreForAll()
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
        JobRun run = await JobRun.OfAsync(
            script, folder.Root, plan => plan with { LeastShards = 3 }, "CONCURRENT_PAGES=4", "MAX_RETRIES=0");

        Assert.Equal((30, 0, 2), (run.Report.Done, run.Report.Failed, portal.Counts.SignIns));
        Assert.Equal(["SignedOut"], run.Report.TroubleByOutcome.Keys);
    }

    [Fact]
    public async Task Run_BrowserWithSeveralShardsIsKilled_TheyAreOpenedAgain()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "finds the process by /proc");
        using TemporaryFolder folder = new();
        await using DealerPortal portal = await Portals.StartAsync(24);
        List<int> contexts = [];
        ScriptAround script = new(JobRun.DealerScript(portal), (context, begun) =>
        {
            if (begun == 8)
            {
                ChildProcesses.Kill("browser");
            }
            else
            {
                lock (contexts)
                {
                    contexts.Add(context.Page.Context.Browser!.Contexts.Count);
                }
            }

            return Task.CompletedTask;
        });
        JobRun run = await JobRun.OfAsync(
            script, folder.Root, plan => plan with { LeastShards = 3 }, "CONCURRENT_PAGES=4", "MAX_RETRIES=0");

        Assert.Equal((24, 0, 1), (run.Report.Done, run.Report.Failed, portal.Counts.SignIns));
        Assert.Equal((3, 3), (contexts[0], contexts[^1]));
        new JobData(folder.Root).AssertHolds(portal, portal.Vins());
    }
}
