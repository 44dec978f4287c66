using BrowserScraper.Items;
using BrowserScraper.Progress;
using BrowserScraper.Queue;

namespace BrowserScraper.Tests.Stores;

public sealed class JobLedgerTests
{
    [Fact]
    public async Task NoteNew_TheItemIsInWork_LeavesItsRecord()
    {
        await using LedgerScene scene = await LedgerScene.OfAsync();
        await scene.Ledger.FoundAsync(new("a"));
        await using ClaimedItem claimed = await scene.ClaimAsync();
        scene.Ledger.Started(claimed, page: 1);

        Assert.False(scene.Ledger.NoteNew(new("a")));

        Assert.Equal(ItemState.Working, scene.StateOf("a"));
    }

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

        Assert.Equal((10, 100), (scene.Queue.Counts.Ready, scene.Checkpoint.Count));
        Assert.True(scene.Ledger.IsFull);
        Assert.Equal(90, (await scene.ToldAsync()).OfType<RunEvent.ItemLeft>().Count());
    }

    [Fact]
    public async Task FoundAsync_DoneBefore_IsNotQueued()
    {
        await using LedgerScene scene = await LedgerScene.OfAsync();
        await scene.Checkpoint.RecordAsync(new(new("a")) { State = ItemState.Done });

        await scene.Ledger.FoundAsync(new("a"));

        Assert.Equal(0, scene.Queue.Counts.Ready);
        Assert.Single((await scene.ToldAsync()).OfType<RunEvent.ItemKnownDone>());
    }
}
