using BrowserScraper.Items;
using BrowserScraper.Progress;
using BrowserScraper.Queue;
using Microsoft.Extensions.Time.Testing;

namespace BrowserScraper.Tests.Queue;

public sealed class GroupDeadlinesTests : IAsyncLifetime
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);
    private static readonly Verdict Done = new(ItemState.Done, default);

    private readonly FakeTimeProvider clock = new();
    private readonly Told told = new();
    private QueueScene scene = null!;
    private RunEventStream events = null!;
    private GroupDeadlines deadlines = null!;

    public async ValueTask InitializeAsync()
    {
        scene = await QueueScene.OfAsync(clock);
        events = new([told], clock);
        deadlines = new(Limit, scene.Queue, events, "the-script", (_, fault) => throw fault, clock);
    }

    public async ValueTask DisposeAsync()
    {
        deadlines.Dispose();
        await scene.DisposeAsync();
        await events.DisposeAsync();
    }

    [Fact]
    public async Task Begin_TimeIsUp_EndsTheGroupsWorkAndNoOthers()
    {
        await AddAsync("a", "a1", "a2");
        await AddAsync("b", "b1");
        CancellationToken first = deadlines.Begin((await scene.NextAsync()).Item);
        clock.Advance(Limit - TimeSpan.FromTicks(1));
        await scene.NextAsync();
        CancellationToken other = deadlines.Begin((await scene.NextAsync()).Item);
        Assert.False(first.IsCancellationRequested);

        clock.Advance(TimeSpan.FromTicks(1));

        Assert.Equal((true, false), (first.IsCancellationRequested, other.IsCancellationRequested));
    }

    [Fact]
    public async Task Begin_TimeIsUpWithItemsWaiting_TellsHowManyAreLeft()
    {
        await AddAsync("a", "a1", "a2", "a3");
        ClaimedItem working = await scene.NextAsync();
        deadlines.Begin(working.Item);
        clock.Advance(Limit);
        await working.SettleAsync(new(ItemState.Failed, default));
        deadlines.Released(working.Item);

        Assert.Equal(new RunEvent.GroupEnded("a", Limit, Limit, Left: 2), await EndAsync());
    }

    [Fact]
    public async Task Released_NothingIsLeft_EndsTheGroupAndItsClock()
    {
        await AddAsync(null, "a1");
        ClaimedItem only = await scene.NextAsync();
        CancellationToken over = deadlines.Begin(only.Item);
        clock.Advance(TimeSpan.FromSeconds(3));
        await only.SettleAsync(Done);
        deadlines.Released(only.Item);
        clock.Advance(Limit);

        Assert.False(over.IsCancellationRequested);
        Assert.Equal(new RunEvent.GroupEnded("the-script", TimeSpan.FromSeconds(3)), await EndAsync());
    }

    [Fact]
    public async Task Released_AnItemIsTriedAgainLater_LeavesTheClockRunning()
    {
        await AddAsync("a", "a1");
        ClaimedItem only = await scene.NextAsync();
        CancellationToken over = deadlines.Begin(only.Item);
        await only.SettleAsync(new(ItemState.Waiting, new(Attempts: 1), clock.GetUtcNow() + (2 * Limit)));
        deadlines.Released(only.Item);
        Assert.Equal(1, scene.Queue.Counts.Later);

        clock.Advance(Limit);

        Assert.True(over.IsCancellationRequested);
        Assert.Equal(0, scene.Queue.Unsettled("a"));
    }

    private async Task AddAsync(string? group, params string[] keys)
    {
        foreach (string key in keys)
        {
            await scene.AddAsync(new WorkItem(key) { Group = group });
        }
    }

    private async Task<RunEvent> EndAsync()
    {
        await events.DisposeAsync();
        RunEvent.GroupEnded end = Assert.Single(told.All.OfType<RunEvent.GroupEnded>());
        return end with { At = default };
    }

    private sealed class Told : IRunEventReader
    {
        public List<RunEvent> All { get; } = [];

        public void Read(RunEvent happened) => All.Add(happened);
    }
}
