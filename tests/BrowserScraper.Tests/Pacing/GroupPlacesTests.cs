using BrowserScraper.Items;
using BrowserScraper.Pacing;
using BrowserScraper.Queue;
using BrowserScraper.Stores;
using BrowserScraper.Tests.Queue;
using Microsoft.Extensions.Time.Testing;

namespace BrowserScraper.Tests.Pacing;

public sealed class GroupPlacesTests : IAsyncDisposable
{
    private const int Hang = 60_000; // a queue that never ends fails here instead of holding up the build

    private static readonly Verdict Done = new(ItemState.Done, default);

    private readonly FakeTimeProvider clock = new();
    private readonly List<QueueScene> scenes = [];

    public async ValueTask DisposeAsync()
    {
        foreach (QueueScene scene in scenes)
        {
            await scene.DisposeAsync();
        }
    }

    [Fact(Timeout = Hang)]
    public async Task ClaimAllAsync_AsManyGroupsAsMayWork_LeavesTheNextAlone()
    {
        QueueScene scene = await WithAsync(new() { MaxGroups = 2 }, "a1", "b1", "c1", "a2");

        ClaimedItem[] first = [await scene.NextAsync(), await scene.NextAsync(), await scene.NextAsync()];
        Assert.Equal(["a1", "b1", "a2"], first.Select(claimed => claimed.Item.Key));
        ValueTask<bool> third = scene.Claimer.MoveNextAsync();
        await first[0].SettleAsync(Done);
        Assert.False(third.IsCompleted);
        Assert.Equal(1, scene.Queue.Counts.Ready);

        await first[2].SettleAsync(Done);
        Assert.True(await third);
        Assert.Equal("c1", scene.Claimer.Current.Item.Key);
    }

    [Fact(Timeout = Hang)]
    public async Task ClaimAllAsync_OneGroupWithMany_LeavesAPageForEachOther()
    {
        QueueScene scene = await WithAsync(new() { Pages = 4 }, "a1", "a2", "a3", "a4", "a5", "b1");

        string[] keys = [await KeyAsync(scene), await KeyAsync(scene), await KeyAsync(scene), await KeyAsync(scene)];

        Assert.Equal(["a1", "a2", "a3", "b1"], keys);
    }

    [Fact(Timeout = Hang)]
    public async Task ClaimAllAsync_OneGroupAlone_HasEveryPage()
    {
        QueueScene scene = await WithAsync(new() { Pages = 3 }, "a1", "a2", "a3", "a4");

        Assert.Equal(["a1", "a2", "a3"], new[] { await KeyAsync(scene), await KeyAsync(scene), await KeyAsync(scene) });
        ValueTask<bool> fourth = scene.Claimer.MoveNextAsync();
        Assert.False(fourth.IsCompleted);
    }

    [Fact(Timeout = Hang)]
    public async Task SettleAsync_RetryLater_GivesTheGroupsPlaceToAnother()
    {
        QueueScene scene = await WithAsync(new() { MaxGroups = 1 }, "a1", "b1");
        ClaimedItem first = await scene.NextAsync();
        await first.SettleAsync(new(ItemState.Waiting, default, clock.GetUtcNow() + TimeSpan.FromMinutes(5)));

        ClaimedItem other = await scene.NextAsync();
        Assert.Equal("b1", other.Item.Key);
        clock.Advance(TimeSpan.FromMinutes(5));
        ValueTask<bool> again = scene.Claimer.MoveNextAsync();
        Assert.False(again.IsCompleted);

        await other.SettleAsync(Done);
        Assert.True(await again);
        Assert.Equal("a1", scene.Claimer.Current.Item.Key);
    }

    [Fact(Timeout = Hang)]
    public async Task ClaimAllAsync_TheGroupsHostRests_KeepsItsPlace()
    {
        QueueScene scene = await QueueScene.OfAsync(clock, new() { MaxGroups = 1, HostDelay = TimeSpan.FromSeconds(5) });
        scenes.Add(scene);
        foreach (string key in new[] { "a1", "a2", "b1" })
        {
            await scene.AddAsync(new WorkItem(key, new Uri($"https://{key[..1]}.example/")) { Group = key[..1] });
        }

        await (await scene.NextAsync()).SettleAsync(Done);
        ValueTask<bool> next = scene.Claimer.MoveNextAsync();
        Assert.False(next.IsCompleted);
        clock.Advance(TimeSpan.FromSeconds(5));

        Assert.True(await next);
        Assert.Equal("a2", scene.Claimer.Current.Item.Key);
    }

    [Fact(Timeout = Hang)]
    public async Task ClaimAllAsync_AGroupIsOver_TheNextOneTakesItsTurnAtOnce()
    {
        QueueScene scene = await WithAsync(new() { MaxGroups = 2, Pages = 1 }, "a1", "b1", "b2", "c1");

        List<string> order = [];
        for (int number = 0; number < 4; number++)
        {
            ClaimedItem claimed = await scene.NextAsync();
            order.Add(claimed.Item.Key);
            await claimed.SettleAsync(Done);
        }

        Assert.Equal(["a1", "b1", "b2", "c1"], order);
    }

    [Fact(Timeout = Hang)]
    public async Task EndGroup_ItemsWaitingAndInWork_DropsTheOnesAndTakesTheOthersBackForGood()
    {
        QueueScene scene = await WithAsync(new() { Pages = 2 }, "a1", "a2", "a3", "b1");
        ClaimedItem working = await scene.NextAsync();
        ClaimedItem other = await scene.NextAsync();
        Assert.Equal("b1", other.Item.Key);

        Assert.Equal(2, await scene.Queue.EndGroupAsync("a"));

        Assert.Equal(Addition.Refused, (await scene.Session.AddAsync([new("a4") { Group = "a" }]))[0].How);
        Assert.Equal((1, 1), (scene.Queue.Unsettled("a"), scene.Queue.Unsettled("b")));
        await scene.Session.CompleteAddingAsync();
        await other.SettleAsync(Done);
        ValueTask<bool> end = scene.Claimer.MoveNextAsync();
        Assert.False(end.IsCompleted);
        await working.SettleAsync(new(ItemState.Waiting, default, clock.GetUtcNow()));
        Assert.False(await end);
    }

    [Fact(Timeout = Hang)]
    public async Task EndGroup_ItemsDueLater_DoNotKeepTheQueueOpen()
    {
        QueueScene scene = await WithAsync(new(), "a1");
        await (await scene.NextAsync()).SettleAsync(new(ItemState.Waiting, default, clock.GetUtcNow() + TimeSpan.FromMinutes(5)));
        await scene.Session.CompleteAddingAsync();
        ValueTask<bool> end = scene.Claimer.MoveNextAsync();

        Assert.Equal(1, await scene.Queue.EndGroupAsync("a"));

        Assert.False(await end);
    }

    [Fact(Timeout = Hang)]
    public async Task SettleAsync_HostAskedForRest_LeavesItsOtherItemsAloneUntilThen()
    {
        QueueScene scene = await WithAsync(new());
        foreach (string address in new[] { "https://one.example/a", "https://one.example/b", "https://two.example/c" })
        {
            await scene.AddAsync(new WorkItem(address, new Uri(address)));
        }

        await (await scene.NextAsync())
            .SettleAsync(new(ItemState.Waiting, new(0, Throttles: 1), clock.GetUtcNow() + TimeSpan.FromSeconds(9), HoldHost: true));

        Assert.Equal("https://two.example/c", await KeyAsync(scene));
        ValueTask<bool> next = scene.Claimer.MoveNextAsync();
        clock.Advance(TimeSpan.FromSeconds(9) - TimeSpan.FromTicks(1));
        Assert.False(next.IsCompleted);
        clock.Advance(TimeSpan.FromTicks(1));
        Assert.True(await next);
    }

    private static async Task<string> KeyAsync(QueueScene scene) => (await scene.NextAsync()).Item.Key;

    /// <summary>A queue with these items, whose groups are called by the first letter.</summary>
    private async Task<QueueScene> WithAsync(PacingOptions options, params string[] keys)
    {
        QueueScene scene = await QueueScene.OfAsync(clock, options);
        scenes.Add(scene);
        await scene.AddAsync([.. keys.Select(key => new WorkItem(key) { Group = key[..1] })]);
        return scene;
    }
}
