using BrowserScraper.BrowserTests.Harness;
using BrowserScraper.Checkpoints;
using BrowserScraper.DemoSites.Odd;
using BrowserScraper.Items;
using BrowserScraper.Progress;
using BrowserScraper.Testing;

namespace BrowserScraper.BrowserTests;

/// <summary>
/// Sites that go away and come back: what needs them waits, and nothing is spent. <c>AWAY_SECONDS</c> in the environment makes it longer
/// than 4 s.
/// </summary>
public sealed class AwayTests
{
    private static readonly TimeSpan Absence = TimeSpan.FromSeconds(int.Parse(Environment.GetEnvironmentVariable("AWAY_SECONDS") ?? "4"));

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, false)]
    [InlineData(true, true)]
    public async Task Run_PortalAwayInMidRun_WaitsAndSpendsNothing(bool keepsSessions, bool fetchesFiles)
    {
        using TemporaryFolder folder = new();
        await using OddPortal portal = await OddPortal.StartAsync(new(), TestContext.Current.CancellationToken);
        Leaving leaving = new(portal, keepsSessions);
        ScriptAround script = new(
            new OddScript(portal) { FetchesFiles = fetchesFiles }, (_, begun) => begun == 30 ? leaving.Begin() : Task.CompletedTask);

        OddRun run = await OddRun.OfAsync(portal, script, folder.Root, "CONCURRENT_PAGES=8");

        await leaving.Over;
        Tell(run);
        run.AssertHolds(portal, fetchesFiles);
        AssertToldOnce(run, portal.Address);
        Assert.Equal(keepsSessions ? 1 : 2, portal.Counts.SignIns);
    }

    [Fact]
    public async Task Run_PortalAwayForRawLocators_WaitsAndSpendsNothing()
    {
        using TemporaryFolder folder = new();
        await using OddPortal portal = await OddPortal.StartAsync(new(), TestContext.Current.CancellationToken);
        Leaving leaving = new(portal, keepsSessions: true);
        ScriptAround script = new(new OddRawScript(portal), (_, begun) => begun == 30 ? leaving.Begin() : Task.CompletedTask);

        OddRun run = await OddRun.OfAsync(portal, script, folder.Root, "CONCURRENT_PAGES=8");

        await leaving.Over;
        run.AssertHolds(portal);
        AssertToldOnce(run, portal.Address);
    }

    [Fact]
    public async Task Run_PortalAwayInMidDiscovery_FindsEveryItem()
    {
        using TemporaryFolder folder = new();
        await using OddPortal portal = await OddPortal.StartAsync(
            new() { Latency = TimeSpan.FromMilliseconds(40) }, TestContext.Current.CancellationToken);
        Leaving leaving = new(portal, keepsSessions: true);
        ScriptAround script = new(new OddScript(portal), (_, begun) => begun == 5 ? leaving.Begin() : Task.CompletedTask);

        OddRun run = await OddRun.OfAsync(portal, script, folder.Root, "CONCURRENT_PAGES=2");

        await leaving.Over;
        Tell(run);
        Assert.Null(run.Report.DiscoveryFailure);
        run.AssertHolds(portal);
        AssertToldOnce(run, portal.Address);
    }

    [Fact]
    public async Task Run_DocumentsBrokenOffInTheMiddle_EndAtOnceAndSpendNothing()
    {
        using TemporaryFolder folder = new();
        await using OddPortal portal = await OddPortal.StartAsync(new() { BrokenListPages = 1 }, TestContext.Current.CancellationToken);
        ScriptAround script = new(new OddScript(portal), (_, begun) =>
        {
            if (begun == 30)
            {
                portal.CutNextDocuments(3);
            }

            return Task.CompletedTask;
        });

        OddRun run = await OddRun.OfAsync(portal, script, folder.Root, "CONCURRENT_PAGES=4", "REQUEST_TIMEOUT=300", "ITEM_TIMEOUT=120");

        Tell(run);
        run.AssertHolds(portal); // whoever waits for the rest of a document runs into ITEM_TIMEOUT
        Assert.NotEmpty(run.Events.EndedAs("Unreachable"));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(10)]
    public async Task Run_OneDeadFileHostOfThree_DoesTheOthersAndLeavesItsOwn(int diesAfter)
    {
        using TemporaryFolder folder = new();
        await using OddPortal portal = await OddPortal.StartAsync(
            new() { FileHosts = 3, Items = 30 }, TestContext.Current.CancellationToken);
        Uri dead = portal.FileHosts[1];
        if (diesAfter == 0)
        {
            await portal.StopFileHostAsync(1);
        }

        ScriptAround script =
            new(new OddScript(portal) { FetchesFiles = true }, (_, begun) => begun == diesAfter
            ? portal.StopFileHostAsync(1) : Task.CompletedTask);

        OddRun run = await OddRun.OfAsync(portal, script, folder.Root, "CONCURRENT_PAGES=4", "SITE_AWAY_LIMIT=5");

        Tell(run);
        OddItem[] others = [.. portal.Items.Where(item => portal.FileAddressOf(item).Port != dead.Port)];
        Assert.Empty(others.Select(item => item.Key).Except(run.Records.Keys));
        Assert.Empty(run.Spent);
        Assert.Equal((portal.Items.Count - run.Records.Count, 0), (run.Report.Remaining, run.Report.Failed));
        Assert.InRange(run.Report.Remaining, 1, 10);
        Assert.Equal(StopReason.SiteUnavailable, run.Report.Stopped);
        Assert.All(await CheckpointAsync(run),
            item => Assert.Equal(
                (run.Records.ContainsKey(item.Item.Key) ? ItemState.Done : ItemState.Waiting, 0), (item.State, item.Attempts)));
    }

    [Fact]
    public async Task Run_TwoItemsThatAlwaysAnswer504_FailAfterTheirAttempts()
    {
        using TemporaryFolder folder = new();
        await using OddPortal portal = await OddPortal.StartAsync(
            new() { AlwaysDown = [7, 8], Items = 30 }, TestContext.Current.CancellationToken);

        OddRun run = await OddRun.OfAsync(portal, new OddScript(portal), folder.Root, "CONCURRENT_PAGES=4", "BACKOFF_FACTOR=1");

        Tell(run);
        Assert.Equal((28, 2, 0), (run.Report.Done, run.Report.Failed, run.Report.Remaining));
        Assert.All(await CheckpointAsync(run),
            item => Assert.Equal(item.State == ItemState.Failed ? 3 : 0, item.State == ItemState.Failed ? item.Attempts : 0));
        Assert.Null(run.Report.Stopped);
    }

    [Fact]
    public async Task Run_LongerAwayThanTheLimit_LeavesTheItemsForTheNextRun()
    {
        using TemporaryFolder folder = new();
        await using OddPortal portal = await OddPortal.StartAsync(new() { Items = 30 }, TestContext.Current.CancellationToken);
        ScriptAround script = new(new OddScript(portal), (_, begun) => begun == 10 ? portal.GoAwayAsync() : Task.CompletedTask);
        OddRun first = await OddRun.OfAsync(portal, script, folder.Root, "CONCURRENT_PAGES=4", "SITE_AWAY_LIMIT=3");
        await portal.ComeBackAsync(keepsSessions: false, TestContext.Current.CancellationToken);
        OddRun second = await OddRun.OfAsync(portal, new OddScript(portal), folder.Root, "CONCURRENT_PAGES=4");

        Tell(first);
        Assert.Equal((StopReason.SiteUnavailable, 0), (first.Report.Stopped, first.Report.Failed));
        Assert.Equal(30, first.Report.Done + first.Report.Remaining);
        Assert.Empty(first.Spent);
        Assert.Equal(30, second.Report.Done + second.Report.DoneBefore);
        Assert.Empty(second.WrongRecords(portal));
    }

    private static async Task<IReadOnlyList<ItemRecord>> CheckpointAsync(OddRun run)
    {
        await using JsonCheckpoint checkpoint = await JsonCheckpoint.OpenAsync(
            run.Root, "odd-portal", "the test's portal", TimeProvider.System);
        return checkpoint.Snapshot();
    }

    private static void AssertToldOnce(OddRun run, Uri portal)
    {
        string[] lines =
            [.. run.Log.Lines.Where(
                line => line.Contains("AWAY: ", StringComparison.Ordinal) || line.Contains("BACK: ", StringComparison.Ordinal))];
        Assert.Equal(2, lines.Length);
        Assert.Contains($"AWAY: {portal.Authority} does not answer", lines[0], StringComparison.Ordinal);
        Assert.Contains($"BACK: {portal.Authority} answers again after", lines[1], StringComparison.Ordinal);
        Outage outage = Assert.Single(run.Report.Outages);
        Assert.False(outage.WasLeft);
    }

    private static void Tell(OddRun run)
    {
        foreach (string line in run.Log.Lines.Where(
            line => !line.Contains("DONE:", StringComparison.Ordinal) && !line.Contains("SUCCESS:", StringComparison.Ordinal)))
        {
            TestContext.Current.TestOutputHelper?.WriteLine(line);
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"{run.Report.TotalSeconds} s");
    }

    /// <summary>Sends a portal away once, without waiting for it, and has it come back.</summary>
    private sealed class Leaving(OddPortal portal, bool keepsSessions)
    {
        public Task Over { get; private set; } = Task.CompletedTask;

        public Task Begin()
        {
            Over = Task.Run(async () =>
            {
                await portal.GoAwayAsync();
                await Task.Delay(Absence, TimeProvider.System);
                await portal.ComeBackAsync(keepsSessions);
            });
            return Task.CompletedTask;
        }
    }
}
