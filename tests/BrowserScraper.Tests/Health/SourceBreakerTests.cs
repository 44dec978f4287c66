using BrowserScraper.Health;
using BrowserScraper.Items;
using BrowserScraper.Progress;
using Microsoft.Extensions.Time.Testing;

namespace BrowserScraper.Tests.Health;

public sealed class SourceBreakerTests
{
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(10);
    private static readonly ItemOutcome Failed = new ItemOutcome.Failed("500");

    private readonly FakeTimeProvider clock = new(new(2025, 10, 2, 14, 30, 0, TimeSpan.Zero));
    private readonly List<RunEvent> told = [];

    private IEnumerable<string> Notices => told.OfType<RunEvent.Notice>().Select(notice => notice.Text);

    [Fact]
    public void Lets_FailedFourTimes_LetsAllThrough()
    {
        SourceBreaker breaker = Breaker(failures: 4, pausedFor: null);

        Assert.True(breaker.Lets(Item("a")) && breaker.Lets(Item("b")));
        Assert.Empty(told);
    }

    [Fact]
    public void Lets_Paused_LeavesItsItemsAndTellsItOnce()
    {
        SourceBreaker breaker = Breaker(failures: 5, Pause);

        Assert.False(breaker.Lets(Item("a")) || breaker.Lets(Item("b")));
        Assert.True(breaker.Lets(new WorkItem("c") { Group = "clips" }) && breaker.Lets(new WorkItem("d")));
        Assert.Equal(
            ["SOURCE SKIPPED: gallery failed 5 times running, last: Failed: 500; it is tried again after 2025-10-02 14:40:00 UTC"],
            Notices);
        SourceTotals book = Added();
        Assert.Equal(
            ("skipped", 2, clock.GetUtcNow() + Pause), (book["gallery"].State, book["gallery"].Left, book["gallery"].SkippedUntil));
    }

    [Fact]
    public void Lets_PauseIsOver_LetsOneItemTryAndTheRestFollowsIt()
    {
        SourceBreaker breaker = Breaker(failures: 5, TimeSpan.Zero);

        Assert.Equal([true, false, true, false], "abac".Select(key => breaker.Lets(Item($"{key}"))));
        Assert.Equal(2, Added()["gallery"].Left);
        Assert.Empty(breaker.Ended(Item("a"), Failed, new(ItemState.Waiting, default, clock.GetUtcNow()))); // tried again
        Assert.False(breaker.Lets(Item("d")));

        Assert.Equal(
            ["b", "c", "d"], breaker.Ended(Item("a"), new ItemOutcome.Done(null, []), new(ItemState.Done, default))
            .Select(item => item.Key));

        Assert.True(breaker.Lets(Item("b")) && breaker.Lets(Item("e")));
    }

    [Fact]
    public void Ended_TheTrialFails_LeavesTheRestForTwiceAsLong()
    {
        SourceBreaker breaker = Breaker(failures: 5, TimeSpan.Zero);
        breaker.Lets(Item("a"));
        breaker.Lets(Item("b"));

        Assert.Empty(breaker.Ended(Item("a"), Failed, new(ItemState.Failed, default)));

        Assert.False(breaker.Lets(Item("b")) || breaker.Lets(Item("c")));
        Assert.Equal(
            "SOURCE SKIPPED: gallery failed 6 times running, last: Failed: 500; it is tried again after 2025-10-02 14:50:00 UTC",
            Notices.Last());
        Assert.Equal(("skipped", 2), (Added()["gallery"].State, Added()["gallery"].Left));
    }

    [Fact]
    public void Lets_NoPauseIsWanted_NeverSkips()
    {
        SourceBreaker breaker = Breaker(failures: 50, TimeSpan.FromHours(1), setting: TimeSpan.Zero);

        Assert.True(breaker.Lets(Item("a")) && breaker.Lets(Item("b")));
    }

    [Fact]
    public void Read_WaitingItemsThatBegin_AreNoLongerLeft()
    {
        SourceBreaker breaker = Breaker(failures: 5, TimeSpan.Zero);
        breaker.Lets(Item("a"));
        breaker.Lets(Item("b"));
        told.Add(new RunEvent.ItemQueued("b"));

        Assert.Equal(("complete", 0), (Added()["gallery"].State, Added()["gallery"].Left));
    }

    private static WorkItem Item(string key) => new(key) { Group = "gallery" };

    private SourceBreaker Breaker(int failures, TimeSpan? pausedFor, TimeSpan? setting = null)
    {
        SourceHealth gallery =
            new() { Source = "gallery", Runs = failures, FailuresInARow = failures, LastError = "Failed: 500",
            PausedUntil = clock.GetUtcNow() + pausedFor };
        return new(new("media-search", [gallery]), setting ?? Pause, told.Add, clock);
    }

    private SourceTotals Added()
    {
        SourceTotals book = new();
        told.ForEach(book.Read);
        return book;
    }
}
