using BrowserScraper.Items;
using BrowserScraper.Queue;
using BrowserScraper.Stores;
using BrowserScraper.Tests.Queue;
using Microsoft.Extensions.Time.Testing;

namespace BrowserScraper.Tests.Pacing;

public sealed class DownloadDelayTests : IAsyncLifetime
{
    private const int Hang = 60_000; // a queue that never ends fails here instead of holding up the build

    private static readonly TimeSpan Delay = TimeSpan.FromSeconds(5);
    private static readonly Verdict Done = new(ItemState.Done, default);

    private readonly FakeTimeProvider clock = new();
    private QueueScene scene = null!;

    public async ValueTask InitializeAsync() => scene = await QueueScene.OfAsync(clock, new() { HostDelay = Delay });

    public ValueTask DisposeAsync() => scene.DisposeAsync();

    [Fact(Timeout = Hang)]
    public async Task ClaimAllAsync_OneHost_StartsAnItemEachTimeTheDelayIsOver()
    {
        await AddAsync("https://one.example/a", "https://one.example/b", "https://one.example/c");
        Assert.Equal("https://one.example/a", await NextAsync());

        ValueTask<bool> second = scene.Claimer.MoveNextAsync();
        clock.Advance(Delay - TimeSpan.FromTicks(1));
        Assert.False(second.IsCompleted);
        Assert.Equal(new QueueCounts(Ready: 0, Later: 2, Claimed: 0) { Groups = 1 }, scene.Queue.Counts);

        clock.Advance(TimeSpan.FromTicks(1));
        Assert.True(await second);
        Assert.Equal("https://one.example/b", await SettledAsync());

        ValueTask<bool> third = scene.Claimer.MoveNextAsync();
        clock.Advance(Delay);
        Assert.True(await third);
        Assert.Equal("https://one.example/c", await SettledAsync());
    }

    /// <summary>
    /// The clock goes on with each look at it, as a real one does: a rest may end between a claim in vain and the wait after it.
    /// </summary>
    [Fact(Timeout = Hang)]
    public async Task ClaimAllAsync_TheRestEndsBetweenClaimAndWait_IsNotWaitedForEver()
    {
        string[] all = [.. Enumerable.Range(0, 40).Select(number => $"https://one.example/{number:00}")];
        await AddAsync(all);

        foreach (string address in all)
        {
            clock.AutoAdvanceAmount += TimeSpan.FromSeconds(0.05);
            ValueTask<bool> next = scene.Claimer.MoveNextAsync();
            while (!next.IsCompleted)
            {
                clock.Advance(TimeSpan.FromSeconds(0.4));
                await Task.Yield();
            }

            Assert.True(await next);
            Assert.Equal(address, await SettledAsync());
        }
    }

    [Fact(Timeout = Hang)]
    public async Task ClaimAllAsync_HostAskedForMoreDaysThanATimerTakes_IsWaitedFor()
    {
        await AddAsync("https://one.example/a", "https://one.example/b");
        await (await scene.NextAsync()).SettleAsync(
            new(ItemState.Waiting, default, clock.GetUtcNow() + TimeSpan.FromDays(100), HoldHost: true));

        ValueTask<bool> next = scene.Claimer.MoveNextAsync();

        Assert.False(next.IsCompleted);
    }

    [Fact(Timeout = Hang)]
    public async Task ClaimAllAsync_OtherHost_NeedNotWait()
    {
        await AddAsync("https://one.example/a", "https://one.example/b", "https://two.example/c");

        Assert.Equal("https://one.example/a", await NextAsync());
        Assert.Equal("https://two.example/c", await NextAsync());
    }

    [Fact(Timeout = Hang)]
    public async Task ClaimAllAsync_AfterALongPause_StillKeepsTheDelay()
    {
        await AddAsync("https://one.example/a", "https://one.example/b", "https://one.example/c");
        Assert.Equal("https://one.example/a", await NextAsync());

        ValueTask<bool> second = scene.Claimer.MoveNextAsync();
        clock.Advance(TimeSpan.FromHours(1)); // both of the others are due by now
        Assert.True(await second);
        Assert.Equal("https://one.example/b", await SettledAsync());

        ValueTask<bool> third = scene.Claimer.MoveNextAsync();
        Assert.False(third.IsCompleted);
        clock.Advance(Delay);
        Assert.True(await third);
    }

    [Fact(Timeout = Hang)]
    public async Task ClaimAllAsync_HighPriorityComesWhileOthersWaitForTheirHost_IsNext()
    {
        await AddAsync("https://one.example/a", "https://one.example/b", "https://one.example/c");
        Assert.Equal("https://one.example/a", await NextAsync());
        ValueTask<bool> second = scene.Claimer.MoveNextAsync();
        Assert.Equal(2, scene.Queue.Counts.Later);

        await scene.AddAsync(new WorkItem("https://one.example/urgent", new Uri("https://one.example/urgent"))
        {
            Priority = ItemPriority.High,
        });

        foreach (string key in new[] { "urgent", "b", "c" })
        {
            clock.Advance(Delay);
            Assert.True(await second);
            Assert.Equal($"https://one.example/{key}", await SettledAsync());
            second = scene.Claimer.MoveNextAsync();
        }
    }

    [Fact(Timeout = Hang)]
    public async Task EndGroup_ItsItemsWaitForTheirHost_DropsThemAndOthersOfTheHostGoOn()
    {
        foreach (string key in new[] { "x1", "x2", "x3", "y1" })
        {
            await scene.AddAsync(new WorkItem(key, new Uri("https://one.example/")) { Group = key[..1] });
        }

        await scene.Session.CompleteAddingAsync();
        Assert.Equal("x1", await NextAsync());
        ValueTask<bool> next = scene.Claimer.MoveNextAsync();

        Assert.Equal(2, await scene.Queue.EndGroupAsync("x"));
        clock.Advance(Delay);

        Assert.True(await next);
        Assert.Equal("y1", await SettledAsync());
        Assert.False(await scene.Claimer.MoveNextAsync());
    }

    private async Task AddAsync(params string[] addresses)
    {
        foreach (string address in addresses)
        {
            await scene.AddAsync(new WorkItem(address, new Uri(address)));
        }
    }

    private async Task<string> NextAsync()
    {
        Assert.True(await scene.Claimer.MoveNextAsync());
        return await SettledAsync();
    }

    private async Task<string> SettledAsync()
    {
        ClaimedItem claimed = scene.Claimer.Current;
        await claimed.SettleAsync(Done);
        return claimed.Item.Key;
    }
}
