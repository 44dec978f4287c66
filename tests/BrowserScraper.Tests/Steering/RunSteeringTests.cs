using BrowserScraper.Checkpoints;
using BrowserScraper.Items;
using BrowserScraper.Planning;
using BrowserScraper.Progress;
using BrowserScraper.Queue;
using BrowserScraper.Steering;
using BrowserScraper.Tests.Stores;

namespace BrowserScraper.Tests.Steering;

public sealed class RunSteeringTests
{
    [Fact]
    public async Task CancelAsync_AWaitingItem_IsSkippedAndNeverBegun()
    {
        await using LedgerScene scene = await LedgerScene.OfAsync();
        await scene.Ledger.FoundAsync(new("a"));

        Assert.True(await scene.Steering.CancelAsync("a"));

        Assert.Equal(ItemState.Skipped, scene.StateOf("a"));
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
        Assert.Equal(ItemState.Working, scene.StateOf("a"));
    }

    [Fact]
    public async Task CancelAsync_TheItemIsDoneJustThen_LeavesItDone()
    {
        await using LedgerScene scene = await LedgerScene.OfAsync();
        await scene.Ledger.FoundAsync(new("a"));
        DoneAtTheLastMoment between = new(scene.Checkpoint);
        RunSteering steering = new(scene.Plan, scene.Ledger, between, scene.Events, scene.Clock);

        Assert.False(await steering.CancelAsync("a"));
        Assert.Equal(ItemState.Done, scene.StateOf("a"));
        Assert.NotNull(scene.Ledger.Cancels.Begin("a")); // whoever forces it later may
        Assert.Empty((await scene.ToldAsync()).OfType<RunEvent.ItemCancelled>());
    }

    [Fact]
    public async Task RetryAsync_AWorkerHasBegunItAlready_LeavesItWorking()
    {
        await using LedgerScene scene = await LedgerScene.OfAsync();
        await scene.Ledger.FoundAsync(new("a"));
        ClaimedItem first = await scene.ClaimAsync();
        await scene.Checkpoint.RecordAsync(scene.Checkpoint.Find("a")! with { State = ItemState.Failed, Attempts = 4 });
        await first.SettleAsync(new(ItemState.Failed, default));

        Assert.Equal(1, await scene.Steering.RetryAsync(ItemFilter.Failed));
        Assert.Equal((ItemState.Waiting, 0), (scene.StateOf("a"), scene.Checkpoint.Find("a")!.Attempts));

        await using ClaimedItem again = await scene.ClaimAsync();
        scene.Ledger.Started(again, page: 1);
        Assert.Equal(0, await scene.Steering.RetryAsync(ItemFilter.Failed));
        Assert.Equal(ItemState.Working, scene.StateOf("a"));
    }

    [Fact]
    public async Task AdmitAsync_NewKnownAndTooMany_AreCountedApart()
    {
        await using LedgerScene scene = await LedgerScene.OfAsync("MAX_DOWNLOADS=2");
        await scene.Ledger.FoundAsync(new("a"));

        Admission admitted = await scene.Steering.AdmitAsync([new("a"), new("b"), new("c")]);

        Assert.Equal(new Admission(Added: 1, Known: 1, Left: 1), admitted);
        Assert.Equal((ItemState.Waiting, ItemState.Waiting), (scene.StateOf("b"), scene.StateOf("c")));
    }

    /// <summary>The real checkpoint, with a worker's "done" between what a request reads and what it writes.</summary>
    private sealed class DoneAtTheLastMoment(ICheckpoint inner) : ICheckpoint
    {
        public string Site => inner.Site;

        public int Count => inner.Count;

        public ItemRecord? Find(string key)
        {
            ItemRecord? found = inner.Find(key);
            inner.Note(found! with { State = ItemState.Done });
            return found;
        }

        public IReadOnlyList<ItemRecord> Snapshot() => inner.Snapshot();

        public Task RecordAsync(ItemRecord record) => inner.RecordAsync(record);

        public void Note(ItemRecord record) => inner.Note(record);

        public bool NoteIf(ItemRecord record, Func<ItemRecord?, bool> condition) => inner.NoteIf(record, condition);

        public Task FlushAsync() => inner.FlushAsync();

        public ValueTask DisposeAsync() => default;
    }
}
