using BrowserScraper.Items;
using BrowserScraper.Queue;
using Microsoft.Extensions.Time.Testing;

namespace BrowserScraper.Tests.Queue;

public sealed class DownloadDelayTests : IDisposable
{
    private const int Hang = 60_000; // a queue that never ends fails here instead of holding up the build

    private static readonly TimeSpan Delay = TimeSpan.FromSeconds(5);
    private static readonly Verdict Done = new(ItemState.Done, default);

    private readonly FakeTimeProvider clock = new();
    private readonly CancellationTokenSource stopping = new();
    private readonly ChannelWorkQueue queue;
    private readonly IAsyncEnumerator<ClaimedItem> claimer;

    public DownloadDelayTests()
    {
        queue = new(clock, new() { HostDelay = Delay });
        claimer = queue.ClaimAllAsync(stopping.Token).GetAsyncEnumerator(TestContext.Current.CancellationToken);
    }

    public void Dispose()
    {
        queue.Dispose();
        stopping.Dispose();
    }

    [Fact(Timeout = Hang)]
    public async Task ClaimAllAsync_OneHost_StartsAnItemEachTimeTheDelayIsOver()
    {
        await AddAsync("https://one.example/a", "https://one.example/b", "https://one.example/c");
        Assert.Equal("https://one.example/a", await NextAsync());

        ValueTask<bool> second = claimer.MoveNextAsync();
        clock.Advance(Delay - TimeSpan.FromTicks(1));
        Assert.False(second.IsCompleted);
        Assert.Equal(new QueueCounts(Ready: 0, Later: 2, Claimed: 0), queue.Counts);

        clock.Advance(TimeSpan.FromTicks(1));
        Assert.True(await second);
        Assert.Equal("https://one.example/b", await SettledAsync());

        ValueTask<bool> third = claimer.MoveNextAsync();
        clock.Advance(Delay);
        Assert.True(await third);
        Assert.Equal("https://one.example/c", await SettledAsync());
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

        ValueTask<bool> second = claimer.MoveNextAsync();
        clock.Advance(TimeSpan.FromHours(1)); // both of the others are due by now
        Assert.True(await second);
        Assert.Equal("https://one.example/b", await SettledAsync());

        ValueTask<bool> third = claimer.MoveNextAsync();
        Assert.False(third.IsCompleted);
        clock.Advance(Delay);
        Assert.True(await third);
    }

    [Fact(Timeout = Hang)]
    public async Task ClaimAllAsync_HighPriorityComesWhileOthersWaitForTheirHost_IsNext()
    {
        await AddAsync("https://one.example/a", "https://one.example/b", "https://one.example/c");
        Assert.Equal("https://one.example/a", await NextAsync());
        ValueTask<bool> second = claimer.MoveNextAsync();
        Assert.Equal(2, queue.Counts.Later);

        await queue.AddAsync(
            new("https://one.example/urgent", new Uri("https://one.example/urgent")) { Priority = ItemPriority.High }, default);
        while (queue.Counts.Later < 3)
        {
            await Task.Yield(); // the claimer meets it
        }

        foreach (string key in new[] { "urgent", "b", "c" })
        {
            clock.Advance(Delay);
            Assert.True(await second);
            Assert.Equal($"https://one.example/{key}", await SettledAsync());
            second = claimer.MoveNextAsync();
        }
    }

    [Fact(Timeout = Hang)]
    public async Task EndGroup_ItsItemsWaitForTheirHost_DropsThemAndOthersOfTheHostGoOn()
    {
        foreach (string key in new[] { "x1", "x2", "x3", "y1" })
        {
            await queue.AddAsync(new(key, new Uri("https://one.example/")) { Group = key[..1] }, default);
        }

        queue.CompleteAdding();
        Assert.Equal("x1", await NextAsync());
        ValueTask<bool> next = claimer.MoveNextAsync();

        Assert.Equal(2, queue.EndGroup("x"));
        clock.Advance(Delay);

        Assert.True(await next);
        Assert.Equal("y1", await SettledAsync());
        Assert.False(await claimer.MoveNextAsync());
    }

    private async Task AddAsync(params string[] addresses)
    {
        foreach (string address in addresses)
        {
            await queue.AddAsync(new(address, new Uri(address)), default);
        }
    }

    private async Task<string> NextAsync()
    {
        Assert.True(await claimer.MoveNextAsync());
        return await SettledAsync();
    }

    private async Task<string> SettledAsync()
    {
        ClaimedItem claimed = claimer.Current;
        await claimed.SettleAsync(Done);
        return claimed.Item.Key;
    }
}
