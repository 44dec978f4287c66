using BrowserScraper.Items;

namespace BrowserScraper.Tests.Run;

/// <summary>What a worker makes of its queue where it never gets a page; what it does on one is tried with real browsers.</summary>
public sealed class WorkerTests
{
    [Fact]
    public async Task RunAsync_NoBrowserCanBeHad_StopsTheRunAndTheItemPaysNothing()
    {
        await using WorkerScene scene = await WorkerScene.OfAsync();
        await scene.Job.Ledger.FoundAsync(new("a"));

        await scene.Worker.RunAsync(scene.Control.Stopping);

        Assert.Equal(StopReason.MachineLacks, scene.Control.Reason);
        Assert.Contains("no-browser", scene.Control.Message, StringComparison.Ordinal);
        ItemRecord record = (await scene.Job.Session.FindAsync("a"))!;
        Assert.Equal((ItemState.Waiting, 0), (record.State, record.Attempts));
    }

    [Fact]
    public async Task RunAsync_TheItemWasCancelledBefore_IsSkippedWithoutAPage()
    {
        await using WorkerScene scene = await WorkerScene.OfAsync();
        await scene.Job.Ledger.FoundAsync(new("a"));
        await scene.Job.Steering.CancelAsync("a");
        await scene.Job.Ledger.CompleteAddingAsync();

        await scene.Worker.RunAsync(scene.Control.Stopping);

        Assert.Null(scene.Control.Reason);
        Assert.Equal(ItemState.Skipped, await scene.Job.StateOfAsync("a"));
    }

    [Fact(Timeout = 60_000)]
    public async Task RunAsync_TheItemWasCancelledBeforeItWasQueued_IsSkippedOnce()
    {
        await using WorkerScene scene = await WorkerScene.OfAsync();
        await scene.Job.Session.AddAsync([new("a")], isForLater: true);
        Assert.True(await scene.Job.Steering.CancelAsync("a"));
        await scene.Job.Session.QueueAsync([new("a")]);
        await scene.Job.Ledger.CompleteAddingAsync();

        await scene.Worker.RunAsync(scene.Control.Stopping);

        Assert.Null(scene.Control.Reason);
        Assert.Equal(ItemState.Skipped, await scene.Job.StateOfAsync("a"));
    }

    [Fact]
    public async Task RunAsync_ToldToLeave_BeginsNothing()
    {
        await using WorkerScene scene = await WorkerScene.OfAsync();
        await scene.Job.Ledger.FoundAsync(new("a"));

        await scene.Worker.RunAsync(new CancellationToken(canceled: true));

        Assert.Null(scene.Control.Reason);
        Assert.Equal((1, ItemState.Waiting), (scene.Job.Queue.Counts.Ready, await scene.Job.StateOfAsync("a")));
    }

    [Fact]
    public async Task RunAsync_TheRunIsStoppedMeanwhile_EndsAndGivesTheItemBack()
    {
        await using WorkerScene scene = await WorkerScene.OfAsync();
        Task working = scene.Worker.RunAsync(scene.Control.Stopping);
        scene.Control.Stop(StopReason.Interrupted, "the operator asked for it", grace: TimeSpan.Zero);

        await working;

        Assert.Equal(StopReason.Interrupted, scene.Control.Reason);
    }
}
