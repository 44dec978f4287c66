using BrowserScraper.Items;
using BrowserScraper.Progress;

namespace BrowserScraper.Tests.Queue;

public sealed class JobLedgerTests
{
    [Fact]
    public async Task FoundAsync_OneKeyFromManyAtOnce_IsQueuedOnce()
    {
        await using LedgerScene scene = await LedgerScene.OfAsync();

        await Parallel.ForAsync(0, 50, TestContext.Current.CancellationToken, async (_, _) => await scene.Ledger.FoundAsync(new("a")));

        Assert.Equal(1, scene.Queue.Counts.Ready);
        Assert.Single((await scene.ToldAsync()).OfType<RunEvent.ItemQueued>());
    }

    [Fact]
    public async Task FoundAsync_ManyAtOnceUnderMaxDownloads_QueuesAsManyAndKnowsAll()
    {
        await using LedgerScene scene = await LedgerScene.OfAsync("MAX_DOWNLOADS=10");

        await Parallel.ForAsync(
            0, 100, TestContext.Current.CancellationToken, async (number, _) => await scene.Ledger.FoundAsync(new($"item {number}")));

        int known = await scene.Session.ItemsAsync().CountAsync(TestContext.Current.CancellationToken);
        Assert.Equal((10, 100), (scene.Queue.Counts.Ready, known));
        Assert.True(scene.Ledger.IsFull);
        Assert.Equal(90, (await scene.ToldAsync()).OfType<RunEvent.ItemLeft>().Count());
    }

    [Fact]
    public async Task FoundAsync_DoneBefore_IsNotQueued()
    {
        await using LedgerScene scene = await LedgerScene.OfAsync();
        await scene.Ledger.FoundAsync(new("a"));
        await (await scene.ClaimAsync()).SettleAsync(new(ItemState.Done, default));

        await scene.Ledger.FoundAsync(new("a"));

        Assert.Equal(0, scene.Queue.Counts.Ready);
        Assert.Single((await scene.ToldAsync()).OfType<RunEvent.ItemKnownDone>());
    }

    [Fact]
    public async Task ClaimAsync_InterruptedTooOften_IsToldAsFailedAndTheNextOneIsHandedOut()
    {
        await using LedgerScene scene = await LedgerScene.OfAsync();
        await scene.Ledger.FoundAsync(new("deadly"));
        ItemTally worn = new(Attempts: 0, Interruptions: ItemTally.MostInterruptions + 1);
        await (await scene.ClaimAsync()).SettleAsync(new(ItemState.Waiting, worn, DateTimeOffset.MinValue));
        await scene.Ledger.FoundAsync(new("other"));

        Assert.Equal("other", (await scene.ClaimAsync()).Item.Key);

        RunEvent.ItemEnded told = Assert.Single((await scene.ToldAsync()).OfType<RunEvent.ItemEnded>());
        Assert.Equal(("deadly", ItemState.Failed, "Interrupted"), (told.Key, told.State, told.Outcome));
        Assert.Equal(ItemState.Failed, await scene.StateOfAsync("deadly"));
    }
}
