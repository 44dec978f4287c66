using BrowserScraper.Items;
using BrowserScraper.Progress;
using BrowserScraper.Queue;
using BrowserScraper.Steering;
using BrowserScraper.Tests.Queue;

namespace BrowserScraper.Tests.Steering;

public sealed class RunSteeringTests
{
    [Fact]
    public async Task CancelAsync_AWaitingItem_IsSkippedAndNeverBegun()
    {
        await using LedgerScene scene = await LedgerScene.OfAsync();
        await scene.Ledger.FoundAsync(new("a"));

        Assert.True(await scene.Steering.CancelAsync("a"));

        Assert.Equal(ItemState.Skipped, await scene.StateOfAsync("a"));
        Assert.Null(scene.Ledger.Cancels.Begin("a"));
        Assert.Single((await scene.ToldAsync()).OfType<RunEvent.ItemCancelled>());
    }

    [Fact]
    public async Task CancelAsync_AnItemInWork_EndsItsAttemptAndLeavesItsRecordToThat()
    {
        await using LedgerScene scene = await LedgerScene.OfAsync();
        await scene.Ledger.FoundAsync(new("a"));
        CancellationToken attempt = scene.Ledger.Cancels.Begin("a")!.Value;
        scene.Ledger.Started(await scene.ClaimAsync(), page: 1);

        Assert.True(await scene.Steering.CancelAsync("a"));

        Assert.True(attempt.IsCancellationRequested);
        Assert.Equal(ItemState.Working, await scene.StateOfAsync("a"));
    }

    [Fact]
    public async Task CancelAsync_TheItemIsDoneJustThen_LeavesItDone()
    {
        await using LedgerScene scene = await LedgerScene.OfAsync();
        await scene.Ledger.FoundAsync(new("a"));
        await (await scene.ClaimAsync()).SettleAsync(new(ItemState.Done, default));

        Assert.False(await scene.Steering.CancelAsync("a"));
        Assert.Equal(ItemState.Done, await scene.StateOfAsync("a"));
        Assert.NotNull(scene.Ledger.Cancels.Begin("a")); // whoever forces it later may
        Assert.Empty((await scene.ToldAsync()).OfType<RunEvent.ItemCancelled>());
    }

    [Fact]
    public async Task RetryAsync_AWorkerHasBegunItAlready_LeavesItWorking()
    {
        await using LedgerScene scene = await LedgerScene.OfAsync();
        await scene.Ledger.FoundAsync(new("a"));
        await (await scene.ClaimAsync()).SettleAsync(new(ItemState.Failed, new(Attempts: 4)));

        Assert.Equal(1, await scene.Steering.RetryAsync(ItemFilter.Failed));
        Assert.Equal((ItemState.Waiting, 0), (await scene.StateOfAsync("a"), (await scene.Session.FindAsync("a"))!.Attempts));

        await using ClaimedItem again = await scene.ClaimAsync();
        scene.Ledger.Started(again, page: 1);
        Assert.Equal(0, await scene.Steering.RetryAsync(ItemFilter.Failed));
        Assert.Equal(ItemState.Working, await scene.StateOfAsync("a"));
    }

    [Fact]
    public async Task AdmitAsync_NewKnownAndTooMany_AreCountedApart()
    {
        await using LedgerScene scene = await LedgerScene.OfAsync("MAX_DOWNLOADS=2");
        await scene.Ledger.FoundAsync(new("a"));

        Admission admitted = await scene.Steering.AdmitAsync([new("a"), new("b"), new("c")]);

        Assert.Equal(new Admission(Added: 1, Known: 1, Left: 1), admitted);
        Assert.Equal((ItemState.Waiting, ItemState.Waiting), (await scene.StateOfAsync("b"), await scene.StateOfAsync("c")));
    }
}
