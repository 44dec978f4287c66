using BrowserScraper.BrowserTests.Harness;
using BrowserScraper.DemoSites.Dealer;
using BrowserScraper.Discovery;
using BrowserScraper.Items;
using BrowserScraper.Progress;
using BrowserScraper.Steering;
using BrowserScraper.Testing;

namespace BrowserScraper.BrowserTests;

/// <summary>A run is steered while it works, and loses nothing by it.</summary>
public sealed class SteeringTests
{
    [Fact]
    public async Task SetPages_UpAndDownInMidRun_WorksOnSoManyAndLosesNothing()
    {
        using TemporaryFolder folder = new();
        await using DealerPortal portal = await Portals.StartAsync(24);
        await using SteeredRun run = new(portal, folder.Root, "CONCURRENT_PAGES=2");
        await run.BegunAsync(2);

        run.Control.SetPages(6);
        await Until.TrueAsync(() => run.Begun == 6 && run.Held.Count() == 6, "six are at work");

        run.Control.SetPages(1);
        run.LetThrough(6);
        await Until.TrueAsync(
            () => run.Begun == 7 && run.Runner.Status is { Done: 6, InWork: 1 }, "six are done, and one worker has the next");
        run.LetThrough(1);
        await Until.TrueAsync(() => run.Begun == 8 && run.Runner.Status.Done == 7 && run.Held.Count() == 1, "and the one after that");
        Assert.Equal(1, run.Runner.Status.InWork);

        run.LetAllThrough();
        RunReport report = await run.Run;
        Assert.Equal((24, 0), (report.Done, report.Duplicates));
        Assert.Single(run.Runner.Status.Pages);
        new JobData(folder.Root).AssertHolds(portal, portal.Vins());
    }

    [Fact]
    public async Task Pause_InMidRun_FinishesWhatIsInWorkAndBeginsNothingUntilItGoesOn()
    {
        using TemporaryFolder folder = new();
        await using DealerPortal portal = await Portals.StartAsync(8);
        await using SteeredRun run = new(portal, folder.Root, "CONCURRENT_PAGES=2");
        await run.BegunAsync(2);

        run.Control.Pause();
        run.LetAllThrough();
        await Until.TrueAsync(() => run.Runner.Status is { Done: 2, IsPaused: true, InWork: 0 }, "the two in work are done");
        Assert.Equal(2, run.Begun);
        Assert.False(run.Run.IsCompleted);

        run.Control.Resume();
        Assert.Equal(8, (await run.Run).Done);
        new JobData(folder.Root).AssertHolds(portal, portal.Vins());
    }

    [Fact]
    public async Task CancelItem_InWorkAndWaiting_SkipsBothForGood()
    {
        using TemporaryFolder folder = new();
        await using DealerPortal portal = await Portals.StartAsync(5);
        await using SteeredRun run = new(portal, folder.Root, "CONCURRENT_PAGES=1");
        await Until.TrueAsync(
            () => run.Begun == 1 && run.Runner.Status is { DiscoveryIsOver: true }
            && run.Held.Any(), "the list is read and one is in work");
        string[] vins = [.. portal.Vins()];
        string inWork = run.Held.Single();
        string waiting = vins.First(vin => vin != inWork);

        Assert.True(await run.Runner.CancelItemAsync(inWork));
        Assert.True(await run.Runner.CancelItemAsync(waiting));
        Assert.False(await run.Runner.CancelItemAsync("no-such-vehicle"));
        run.LetAllThrough();

        RunReport report = await run.Run;
        Assert.Equal((3, 2, 0), (report.Done, report.Skipped, report.Remaining));
        Assert.False(await run.Runner.CancelItemAsync(vins[4]));
        new JobData(folder.Root).AssertHolds(portal, vins.Except([inWork, waiting]));
        Assert.All((await new JobData(folder.Root).CheckpointAsync())
            .Where(item => item.State == ItemState.Skipped), item => Assert.Equal("cancelled", item.Error));
        Assert.Equal(0, (await JobRun.OfAsync(portal, folder.Root)).Report.Done);
    }

    [Fact]
    public async Task AddAndRetry_InMidRun_WorksOnThemToo()
    {
        using TemporaryFolder folder = new();
        await using DealerPortal portal = await Portals.StartAsync(3, "error500=#1!");
        await using SteeredRun run = new(portal, folder.Root, "CONCURRENT_PAGES=1", "MAX_RETRIES=0");
        run.LetThrough(2);
        await run.BegunAsync(3);
        await Until.TrueAsync(() => run.Runner.Status is { Failed: 1, DiscoveryIsOver: true }, "the first has failed");
        string first = portal.Vins().First();

        Assert.Equal(new Admission(Added: 1, Known: 1, Left: 0), await run.Runner.AddAsync(
            [new(portal.Vins().Last()), new("nowhere", new Uri(portal.Address, "vehicles/nowhere")) { Priority = ItemPriority.High }]));
        Assert.Equal(1, await run.Runner.RetryAsync(ItemFilter.Failed));
        run.LetAllThrough();

        RunReport report = await run.Run;
        Assert.Equal((2, 2), (report.Done, report.Failed));
        Assert.Equal(2, run.Events.Ended.Count(item => item.Key == first));
        Assert.Null(await run.Runner.AddAsync([new("late")]));
        Assert.Null(await run.Runner.RetryAsync(ItemFilter.Failed));
    }

    [Fact]
    public async Task Inbox_FilledInMidRunAndAfterIt_IsTakenInByTheRunAndByTheNext()
    {
        using TemporaryFolder folder = new();
        await using DealerPortal portal = await Portals.StartAsync(2);
        InputScript script = new(JobRun.DealerScript(portal), portal.Address);
        await using SteeredRun run = new(script, folder.Root, "CONCURRENT_PAGES=1", "MAX_RETRIES=0");
        Inbox inbox = new(Path.Combine(folder.Root, script.Name));
        await run.BegunAsync(1);

        await inbox.DropAsync([new("gone-1"), new("not a key!")]);
        await Until.TrueAsync(() => !inbox.HasMail, "the inbox is empty");
        run.LetAllThrough();
        RunReport report = await run.Run;
        Assert.Equal((2, 1), (report.Done, report.Failed));
        Assert.Contains(
            run.Events.Notices, notice => notice == "INPUT: 'not a key!' is left out: dealer-inventory takes the VIN of a vehicle");

        await inbox.DropAsync([new("gone-2")]);
        JobRun next = await JobRun.OfAsync(script, folder.Root, "MAX_RETRIES=0");
        Assert.Equal(["gone-1", "gone-2"], next.Events.Ended.Select(item => item.Key).Distinct().Order());
    }

    [Fact]
    public async Task WatchPage_WhileItWorks_ShowsPicturesAndEndsQuietly()
    {
        using TemporaryFolder folder = new();
        await using DealerPortal portal = await Portals.StartAsync(40); // work for longer than the half second between two looks for a page
        await using SteeredRun run = new(portal, folder.Root, "CONCURRENT_PAGES=1");
        using CancellationTokenSource looking = new();
        TaskCompletionSource<byte[]> picture = new();
        Task watching = run.Runner.WatchPageAsync(1, frame =>
        {
            picture.TrySetResult(frame.ToArray());
            return Task.CompletedTask;
        }, looking.Token);
        await run.BegunAsync(1);
        run.LetAllThrough();

        await Task.WhenAny(picture.Task, run.Run);
        Assert.True(picture.Task.IsCompleted, "the run was over before a picture came");
        Assert.Equal([0xFF, 0xD8, 0xFF], (await picture.Task)[..3]); // a JPEG's first bytes
        await looking.CancelAsync();
        await watching;
        Assert.Equal(40, (await run.Run).Done);
    }
}
