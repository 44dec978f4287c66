using BrowserScraper.Items;
using BrowserScraper.Queue;
using Microsoft.Extensions.Time.Testing;

namespace BrowserScraper.Tests.Queue;

public sealed class GroupLimitsTests : IDisposable
{
    private const int Hang = 60_000; // a queue that never ends fails here instead of holding up the build

    private static readonly Verdict Done = new(ItemState.Done, default);

    private readonly FakeTimeProvider clock = new();
    private readonly CancellationTokenSource stopping = new();
    private readonly List<IDisposable> queues = [];

    public void Dispose()
    {
        queues.ForEach(queue => queue.Dispose());
        stopping.Dispose();
    }

    [Fact(Timeout = Hang)]
    public async Task ClaimAllAsync_AsManyGroupsAsMayWork_LeavesTheNextAlone()
    {
        (ChannelWorkQueue queue, IAsyncEnumerator<ClaimedItem> claimer) = await WithAsync(new() { MaxGroups = 2 }, "a1", "b1", "c1", "a2");

        ClaimedItem[] first = [await NextAsync(claimer), await NextAsync(claimer), await NextAsync(claimer)];
        Assert.Equal(["a1", "b1", "a2"], first.Select(claimed => claimed.Item.Key));
        ValueTask<bool> third = claimer.MoveNextAsync();
        await first[0].SettleAsync(Done);
        Assert.False(third.IsCompleted);
        Assert.Equal(1, queue.Counts.Ready);

        await first[2].SettleAsync(Done);
        Assert.True(await third);
        Assert.Equal("c1", claimer.Current.Item.Key);
    }

    [Fact(Timeout = Hang)]
    public async Task ClaimAllAsync_OneGroupWithMany_LeavesAPageForEachOther()
    {
        (_, IAsyncEnumerator<ClaimedItem> claimer) = await WithAsync(new() { Pages = 4 }, "a1", "a2", "a3", "a4", "a5", "b1");

        string[] keys = [await KeyAsync(claimer), await KeyAsync(claimer), await KeyAsync(claimer), await KeyAsync(claimer)];

        Assert.Equal(["a1", "a2", "a3", "b1"], keys);
    }

    [Fact(Timeout = Hang)]
    public async Task ClaimAllAsync_OneGroupAlone_HasEveryPage()
    {
        (_, IAsyncEnumerator<ClaimedItem> claimer) = await WithAsync(new() { Pages = 3 }, "a1", "a2", "a3", "a4");

        Assert.Equal(["a1", "a2", "a3"], new[] { await KeyAsync(claimer), await KeyAsync(claimer), await KeyAsync(claimer) });
        ValueTask<bool> fourth = claimer.MoveNextAsync();
        Assert.False(fourth.IsCompleted);
    }

    [Fact(Timeout = Hang)]
    public async Task SettleAsync_RetryLater_GivesTheGroupsPlaceToAnother()
    {
        (_, IAsyncEnumerator<ClaimedItem> claimer) = await WithAsync(new() { MaxGroups = 1 }, "a1", "b1");
        ClaimedItem first = await NextAsync(claimer);
        await first.SettleAsync(new(ItemState.Waiting, default, clock.GetUtcNow() + TimeSpan.FromMinutes(5)));

        ClaimedItem other = await NextAsync(claimer);
        Assert.Equal("b1", other.Item.Key);
        clock.Advance(TimeSpan.FromMinutes(5));
        ValueTask<bool> again = claimer.MoveNextAsync();
        Assert.False(again.IsCompleted);

        await other.SettleAsync(Done);
        Assert.True(await again);
        Assert.Equal("a1", claimer.Current.Item.Key);
    }

    [Fact(Timeout = Hang)]
    public async Task EndGroup_ItemsWaitingAndInWork_DropsTheOnesAndTakesTheOthersBackForGood()
    {
        (ChannelWorkQueue queue, IAsyncEnumerator<ClaimedItem> claimer) = await WithAsync(new() { Pages = 2 }, "a1", "a2", "a3", "b1");
        ClaimedItem working = await NextAsync(claimer);
        ClaimedItem other = await NextAsync(claimer);
        Assert.Equal("b1", other.Item.Key);

        Assert.Equal(2, queue.EndGroup("a"));

        Assert.False(await queue.AddAsync(new("a4") { Group = "a" }, default));
        Assert.Equal((1, 1), (queue.Unsettled("a"), queue.Unsettled("b")));
        queue.CompleteAdding();
        await other.SettleAsync(Done);
        ValueTask<bool> end = claimer.MoveNextAsync();
        Assert.False(end.IsCompleted);
        await working.SettleAsync(new(ItemState.Waiting, default, clock.GetUtcNow()));
        Assert.False(await end);
    }

    [Fact(Timeout = Hang)]
    public async Task EndGroup_ItemsDueLater_DoNotKeepTheQueueOpen()
    {
        (ChannelWorkQueue queue, IAsyncEnumerator<ClaimedItem> claimer) = await WithAsync(new(), "a1");
        await (await NextAsync(claimer)).SettleAsync(new(ItemState.Waiting, default, clock.GetUtcNow() + TimeSpan.FromMinutes(5)));
        queue.CompleteAdding();
        ValueTask<bool> end = claimer.MoveNextAsync();

        Assert.Equal(1, queue.EndGroup("a"));

        Assert.False(await end);
    }

    [Fact(Timeout = Hang)]
    public async Task SettleAsync_HostAskedForRest_LeavesItsOtherItemsAloneUntilThen()
    {
        ChannelWorkQueue queue = new(clock, new());
        queues.Add(queue);
        foreach (string address in new[] { "https://one.example/a", "https://one.example/b", "https://two.example/c" })
        {
            await queue.AddAsync(new(address, new Uri(address)), default);
        }

        IAsyncEnumerator<ClaimedItem> claimer = queue.ClaimAllAsync(stopping.Token)
            .GetAsyncEnumerator(TestContext.Current.CancellationToken);
        await (await NextAsync(claimer))
            .SettleAsync(new(ItemState.Waiting, new(0, Throttles: 1), clock.GetUtcNow() + TimeSpan.FromSeconds(9), HoldHost: true));

        Assert.Equal("https://two.example/c", await KeyAsync(claimer));
        ValueTask<bool> next = claimer.MoveNextAsync();
        clock.Advance(TimeSpan.FromSeconds(9) - TimeSpan.FromTicks(1));
        Assert.False(next.IsCompleted);
        clock.Advance(TimeSpan.FromTicks(1));
        Assert.True(await next);
    }

    private static async Task<ClaimedItem> NextAsync(IAsyncEnumerator<ClaimedItem> claimer)
    {
        Assert.True(await claimer.MoveNextAsync());
        return claimer.Current;
    }

    private static async Task<string> KeyAsync(IAsyncEnumerator<ClaimedItem> claimer) => (await NextAsync(claimer)).Item.Key;

    /// <summary>A queue with these items, whose groups are called by the first letter.</summary>
    private async Task<(ChannelWorkQueue Queue, IAsyncEnumerator<ClaimedItem> Claimer)> WithAsync(
        QueueOptions options, params string[] keys)
    {
        ChannelWorkQueue queue = new(clock, options);
        queues.Add(queue);
        foreach (string key in keys)
        {
            await queue.AddAsync(new(key) { Group = key[..1] }, default);
        }

        return (queue, queue.ClaimAllAsync(stopping.Token).GetAsyncEnumerator(TestContext.Current.CancellationToken));
    }
}
