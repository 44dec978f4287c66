using BrowserScraper.Items;
using BrowserScraper.Queue;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace BrowserScraper.Testing.Queue;

/// <summary>What every work queue must do, wherever it keeps its items.</summary>
public abstract class WorkQueueContract : IDisposable
{
    private const int Hang = 60_000; // a queue that never ends fails here instead of holding up the build

    private static readonly Verdict Done = new(ItemState.Done, default);

    private readonly CancellationTokenSource stopping = new();

    /// <summary>The clock that <see cref="Queue"/> takes its time from.</summary>
    protected FakeTimeProvider Clock { get; } = new();

    /// <summary>The test's own queue, empty at first; the same one at each call.</summary>
    protected abstract IWorkQueue Queue { get; }

    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    [Fact(Timeout = Hang)]
    public async Task AddAsync_KeyAddedBefore_ChangesNothing()
    {
        Assert.True(await Queue.AddAsync(new("a") { Title = "first" }, new(Attempts: 1)));
        Assert.False(await Queue.AddAsync(new("a") { Title = "second" }, default));

        ClaimedItem claimed = await ClaimAsync(Claimer());

        Assert.Equal("first", claimed.Item.Title);
        Assert.Equal(new ItemTally(Attempts: 1), claimed.Tally);
        Assert.Equal(new QueueCounts(Ready: 0, Later: 0, Claimed: 1), Queue.Counts);
    }

    [Fact(Timeout = Hang)]
    public async Task AddAsync_KeySettledBefore_IsStillRefused()
    {
        await AddAsync("a");
        await (await ClaimAsync(Claimer())).SettleAsync(Done);

        Assert.False(await Queue.AddAsync(new("a"), default));
        Assert.Equal(new QueueCounts(0, 0, 0), Queue.Counts);
    }

    [Fact(Timeout = Hang)]
    public async Task ClaimAllAsync_ManyClaimers_EachItemGoesToOne()
    {
        string[] keys = [.. Enumerable.Range(0, 2000).Select(number => $"item-{number}")];
        await Task.WhenAll(keys.Select(key => Task.Run(() => AddAsync(key))));
        Queue.CompleteAdding();

        List<string>[] taken = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(SettleAllAsync)));

        Assert.Equal(keys.Order(), taken.SelectMany(some => some).Order());
    }

    [Fact(Timeout = Hang)]
    public async Task DisposeAsync_ClaimNotSettled_GivesTheItemBackUntouched()
    {
        await Queue.AddAsync(new("a"), new(1, 2, 3, 4));
        IAsyncEnumerator<ClaimedItem> claimer = Claimer();

        await (await ClaimAsync(claimer)).DisposeAsync();
        Assert.Equal(new QueueCounts(Ready: 1, Later: 0, Claimed: 0), Queue.Counts);

        ClaimedItem again = await ClaimAsync(claimer);
        Assert.Equal(("a", new ItemTally(1, 2, 3, 4)), (again.Item.Key, again.Tally));
    }

    [Fact(Timeout = Hang)]
    public async Task SettleAsync_TwiceAndDisposed_CountsOnce()
    {
        await AddAsync("a", "b");
        IAsyncEnumerator<ClaimedItem> claimer = Claimer();
        ClaimedItem claimed = await ClaimAsync(claimer);

        await claimed.SettleAsync(Done);
        await claimed.SettleAsync(Retry(TimeSpan.Zero));
        await claimed.DisposeAsync();
        await claimed.DisposeAsync();

        Assert.Equal(new QueueCounts(Ready: 1, Later: 0, Claimed: 0), Queue.Counts);
        Assert.Equal("b", (await ClaimAsync(claimer)).Item.Key);
    }

    [Fact(Timeout = Hang)]
    public async Task SettleAsync_RetryLater_IsHandedOutWhenDueAndNotATickBefore()
    {
        TimeSpan pause = TimeSpan.FromSeconds(4);
        await AddAsync("a", "other");
        IAsyncEnumerator<ClaimedItem> claimer = Claimer();
        await (await ClaimAsync(claimer)).SettleAsync(Retry(pause));

        Clock.Advance(pause - TimeSpan.FromTicks(1));
        await (await ClaimAsync(claimer)).SettleAsync(Retry(pause)); // makes the queue look at what is due
        Assert.Equal(new QueueCounts(Ready: 0, Later: 2, Claimed: 0), Queue.Counts);

        Clock.Advance(TimeSpan.FromTicks(1));
        ClaimedItem again = await ClaimAsync(claimer);
        Assert.Equal(("a", new ItemTally(Attempts: 1)), (again.Item.Key, again.Tally));
    }

    [Fact(Timeout = Hang)]
    public async Task SettleAsync_RetriesInAnyOrder_AreHandedOutAsTheyBecomeDue()
    {
        await AddAsync("late", "soon", "middle");
        IAsyncEnumerator<ClaimedItem> claimer = Claimer();
        foreach (int seconds in new[] { 30, 10, 20 })
        {
            await (await ClaimAsync(claimer)).SettleAsync(Retry(TimeSpan.FromSeconds(seconds)));
        }

        List<string> order = [];
        for (int seconds = 10; seconds <= 30; seconds += 10)
        {
            Clock.Advance(TimeSpan.FromSeconds(10));
            order.Add((await ClaimAsync(claimer)).Item.Key);
        }

        Assert.Equal(["soon", "middle", "late"], order);
    }

    [Fact(Timeout = Hang)]
    public async Task SettleAsync_RetryAlreadyDue_IsReadyAtOnce()
    {
        await AddAsync("a");
        IAsyncEnumerator<ClaimedItem> claimer = Claimer();

        await (await ClaimAsync(claimer)).SettleAsync(Retry(TimeSpan.FromSeconds(-1)));

        Assert.Equal(new QueueCounts(Ready: 1, Later: 0, Claimed: 0), Queue.Counts);
    }

    [Fact(Timeout = Hang)]
    public async Task SettleAsync_RetryInNextRun_LeavesThisOne()
    {
        await AddAsync("a");
        Queue.CompleteAdding();
        IAsyncEnumerator<ClaimedItem> claimer = Claimer();

        await (await ClaimAsync(claimer)).SettleAsync(new(ItemState.Waiting, default, NextRun: true));

        Assert.False(await claimer.MoveNextAsync());
    }

    [Fact(Timeout = Hang)]
    public async Task ClaimAllAsync_AllSettledAndAddingComplete_EndsForEveryClaimer()
    {
        await AddAsync("a");
        IAsyncEnumerator<ClaimedItem> one = Claimer();
        ClaimedItem claimed = await ClaimAsync(one);
        ValueTask<bool> other = Claimer().MoveNextAsync();
        await claimed.SettleAsync(Done);
        Assert.False(other.IsCompleted);

        Queue.CompleteAdding();

        Assert.False(await one.MoveNextAsync());
        Assert.False(await other);
    }

    [Fact(Timeout = Hang)]
    public async Task ClaimAllAsync_RetryPendingAfterCompleteAdding_WaitsForIt()
    {
        await AddAsync("a", "other");
        IAsyncEnumerator<ClaimedItem> claimer = Claimer();
        await (await ClaimAsync(claimer)).SettleAsync(Retry(TimeSpan.FromHours(1)));
        Queue.CompleteAdding();
        await (await ClaimAsync(claimer)).SettleAsync(Done);
        ValueTask<bool> next = claimer.MoveNextAsync();

        Clock.Advance(TimeSpan.FromHours(1));

        Assert.True(await next);
        await claimer.Current.SettleAsync(Done);
        Assert.False(await claimer.MoveNextAsync());
    }

    [Fact(Timeout = Hang)]
    public async Task ClaimAllAsync_ItemInWorkAddsOneAfterCompleteAdding_HandsItOut()
    {
        await AddAsync("parent");
        Queue.CompleteAdding();
        ClaimedItem parent = await ClaimAsync(Claimer());
        IAsyncEnumerator<ClaimedItem> other = Claimer();
        ValueTask<bool> next = other.MoveNextAsync();

        Assert.True(await Queue.AddAsync(new("child"), default));
        await parent.SettleAsync(Done);

        Assert.True(await next);
        Assert.Equal("child", other.Current.Item.Key);
        await other.Current.SettleAsync(Done);
        Assert.False(await other.MoveNextAsync());
    }

    [Fact(Timeout = Hang)]
    public async Task ClaimAllAsync_NothingEverAdded_EndsWithCompleteAdding()
    {
        ValueTask<bool> next = Claimer().MoveNextAsync();

        Queue.CompleteAdding();

        Assert.False(await next);
    }

    [Fact(Timeout = Hang)]
    public async Task ClaimAllAsync_Priorities_HighBeforeNormalBeforeLowAndElseInOrder()
    {
        (string Key, ItemPriority Priority)[] added =
            [("n1", ItemPriority.Normal), ("l1", ItemPriority.Low), ("h1", ItemPriority.High), ("n2", ItemPriority.Normal),
            ("h2", ItemPriority.High)];
        foreach ((string key, ItemPriority priority) in added)
        {
            await Queue.AddAsync(new(key) { Priority = priority }, default);
        }

        Queue.CompleteAdding();

        Assert.Equal(["h1", "h2", "n1", "n2", "l1"], await SettleAllAsync());
    }

    [Fact(Timeout = Hang)]
    public async Task AddAgainAsync_KeySettledBefore_IsHandedOutOnceMore()
    {
        await AddAsync("a");
        await (await ClaimAsync(Claimer())).SettleAsync(Done);

        Assert.True(await Queue.AddAgainAsync(new("a"), default));
        Queue.CompleteAdding();

        Assert.Equal(["a"], await SettleAllAsync());
    }

    [Fact(Timeout = Hang)]
    public async Task Completed_AddingCompleteAndAllSettled_CompletesThenAndTakesNothingMore()
    {
        await AddAsync("a");
        Queue.CompleteAdding();
        ClaimedItem claimed = await ClaimAsync(Claimer());
        Assert.False(Queue.Completed.IsCompleted);

        await claimed.SettleAsync(Done);

        await Queue.Completed;
        Assert.False(await Queue.AddAsync(new("b"), default));
        Assert.False(await Queue.AddAgainAsync(new("a"), default));
    }

    [Fact(Timeout = Hang)]
    public async Task Hurry_ItemDueLater_IsReadyAtOnceAndTheOthersKeepTheirTime()
    {
        await AddAsync("a", "b");
        IAsyncEnumerator<ClaimedItem> claimer = Claimer();
        await (await ClaimAsync(claimer)).SettleAsync(Retry(TimeSpan.FromHours(2)));
        await (await ClaimAsync(claimer)).SettleAsync(Retry(TimeSpan.FromHours(1)));

        Queue.Hurry("a");

        Assert.Equal("a", (await ClaimAsync(claimer)).Item.Key);
        Assert.Equal(new QueueCounts(Ready: 0, Later: 1, Claimed: 1), Queue.Counts);
        Clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal("b", (await ClaimAsync(claimer)).Item.Key);
    }

    [Fact(Timeout = Hang)]
    public async Task ClaimAllAsync_StoppedWhileWaiting_EndsQuietly()
    {
        ValueTask<bool> next = Claimer().MoveNextAsync();
        Assert.False(next.IsCompleted);

        await stopping.CancelAsync();

        Assert.False(await next);
    }

    [Fact(Timeout = Hang)]
    public async Task ClaimAllAsync_StoppedWithItemsReady_ClaimsNoMore()
    {
        await AddAsync("a", "b");
        IAsyncEnumerator<ClaimedItem> claimer = Claimer();
        ClaimedItem claimed = await ClaimAsync(claimer);

        await stopping.CancelAsync();
        await claimed.DisposeAsync();

        Assert.False(await claimer.MoveNextAsync());
        Assert.Equal(new QueueCounts(Ready: 2, Later: 0, Claimed: 0), Queue.Counts);
    }

    protected virtual void Dispose(bool disposing)
    {
        stopping.Cancel();
        stopping.Dispose();
    }

    private static async Task<ClaimedItem> ClaimAsync(IAsyncEnumerator<ClaimedItem> claimer)
    {
        Assert.True(await claimer.MoveNextAsync());
        return claimer.Current;
    }

    private Verdict Retry(TimeSpan pause) => new(ItemState.Waiting, new(Attempts: 1), Clock.GetUtcNow() + pause);

    private IAsyncEnumerator<ClaimedItem> Claimer() => Queue.ClaimAllAsync(stopping.Token).GetAsyncEnumerator(CancellationToken.None);

    private async Task AddAsync(params string[] keys)
    {
        foreach (string key in keys)
        {
            Assert.True(await Queue.AddAsync(new(key), default));
        }
    }

    private async Task<List<string>> SettleAllAsync()
    {
        List<string> taken = [];
        await foreach (ClaimedItem claimed in Queue.ClaimAllAsync(stopping.Token))
        {
            taken.Add(claimed.Item.Key);
            await claimed.SettleAsync(Done);
        }

        return taken;
    }
}
