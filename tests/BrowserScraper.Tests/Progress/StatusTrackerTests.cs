using BrowserScraper.Items;
using BrowserScraper.Progress;
using Microsoft.Extensions.Time.Testing;

namespace BrowserScraper.Tests.Progress;

public sealed class StatusTrackerTests
{
    private readonly FakeTimeProvider clock = new();
    private readonly StatusTracker tracker;
    private readonly Events events;

    public StatusTrackerTests()
    {
        tracker = new(clock);
        events = new(clock, tracker);
    }

    [Fact]
    public void Current_PhasesOfARun_FollowItsEvents()
    {
        List<string> phases = [tracker.Current.Phase];
        void Tell(RunEvent happened)
        {
            events.Tell(happened);
            phases.Add(tracker.Current.Phase);
        }

        events.Start();
        phases.Add(tracker.Current.Phase);
        Tell(new RunEvent.SignedIn(1, TimeSpan.Zero));
        Tell(new RunEvent.Stopping(StopReason.Interrupted, "interrupted"));
        Tell(new RunEvent.SignedIn(2, TimeSpan.Zero)); // was under way when the stop came
        Tell(new RunEvent.RunEnded(null, null));

        Assert.Equal(["starting", "signing in", "working", "stopping", "stopping", "ended"], phases);
    }

    [Fact]
    public void Current_HeldItems_AreCountedUntilTheyEnd()
    {
        events.Start();
        events.Queue("a", "b");
        events.Tell(new RunEvent.ItemStarted(1, "a", "", 1, TimeSpan.FromMinutes(3)));
        events.Tell(new RunEvent.ItemHeld(1, "a", "", TimeSpan.Zero));
        Assert.Equal((1, 0), (tracker.Current.Held, tracker.Current.Done));

        events.Tell(new RunEvent.ItemEnded(1, "a", "", 1, "Done", "", ItemState.Done, null, [], TimeSpan.Zero) { WasHeld = true });

        Assert.Equal((0, 1), (tracker.Current.Held, tracker.Current.Done));
    }

    [Fact]
    public void Current_AttemptsOfEachKind_AreCounted()
    {
        events.Start(doneBefore: 4);
        events.Queue("a", "b", "c", "d");
        events.Attempt("a", "Failed", ItemState.Waiting);
        events.Attempt("a", "Done", ItemState.Done, attempt: 2);
        events.Attempt("b", "Skipped", ItemState.Skipped);
        events.Attempt("c", "Rejected", ItemState.Failed);

        RunStatus status = tracker.Current;

        Assert.Equal((4, 4, 1, 1, 1, 1), (status.Queued, status.DoneBefore, status.Done, status.Skipped, status.Failed, status.Retries));
        Assert.Equal(3, status.Settled);
        Assert.False(status.DiscoveryIsOver);
    }

    [Fact]
    public void Current_ItemLeftToTheNextRun_IsNoRetry()
    {
        events.Start();
        events.Tell(new RunEvent.ItemEnded(1, "a", "g", 1, "Interrupted", "", ItemState.Waiting, Due: null, [], TimeSpan.Zero));

        Assert.Equal(0, tracker.Current.Retries);
    }

    [Fact]
    public void Current_Pages_ShowTheirItemUntilItEnds()
    {
        events.Start();
        DateTimeOffset now = clock.GetUtcNow();
        events.Tell(new RunEvent.ItemStarted(2, "b", "Bus", 1, TimeSpan.FromSeconds(30)));
        events.Tell(new RunEvent.ItemStarted(1, "a", "Auto", 3, TimeSpan.FromSeconds(30)));
        Assert.Equal(
            [new PageStatus(1, "a", "Auto", 3, now, now.AddSeconds(30)), new PageStatus(2, "b", "Bus", 1, now, now.AddSeconds(30))],
            tracker.Current.Pages);

        events.Tell(new RunEvent.ItemEnded(2, "b", "g", 1, "Done", "", ItemState.Done, null, [], TimeSpan.Zero));

        Assert.Equal(new PageStatus(2, null, null, 0, null, null), tracker.Current.Pages[1]);
    }

    [Fact]
    public void Current_RateAndTimeLeft_AreReckonedFromTheFirstItemOn()
    {
        events.Start();
        clock.Advance(TimeSpan.FromMinutes(5)); // signing in does not count
        events.Queue("a", "b", "c", "d", "e", "f");
        Assert.Equal((0, null), (tracker.Current.RatePerHour, tracker.Current.TimeLeft));

        events.Attempt("a", "Done", ItemState.Done, seconds: 10);
        events.Attempt("b", "Rejected", ItemState.Failed, seconds: 10);

        Assert.Equal(180, tracker.Current.RatePerHour, precision: 6);
        Assert.Equal(TimeSpan.FromSeconds(40), tracker.Current.TimeLeft);
    }

    [Fact]
    public void Current_Progress_IsWhenAnItemLastGotFurther()
    {
        Assert.Null(tracker.Current.ProgressAt);
        events.Start();
        events.Attempt("a", "Done", ItemState.Done);
        DateTimeOffset ended = clock.GetUtcNow();
        clock.Advance(TimeSpan.FromMinutes(5));
        events.Tell(new RunEvent.Notice("still here"));

        Assert.Equal(ended, tracker.Current.ProgressAt);
    }

    [Fact]
    public void Current_TakenEarlier_NeverChanges()
    {
        events.Start();
        events.Queue("a");
        RunStatus before = tracker.Current;

        events.Attempt("a", "Done", ItemState.Done);

        Assert.Equal((1, 0), (before.Queued, before.Done));
        Assert.Empty(before.Pages);
    }

    [Fact]
    public void Current_Memory_IsAskedForEachTime()
    {
        Assert.Null(tracker.Current.MemoryBytes);

        tracker.Memory = () => 5;

        Assert.Equal(5, tracker.Current.MemoryBytes);
    }

    [Fact]
    public void Current_FewerPages_KeepsThoseAtWorkAndForgetsIdleOnes()
    {
        events.Start();
        foreach (int page in Enumerable.Range(1, 4))
        {
            events.Tell(new RunEvent.ItemStarted(page, $"item-{page}", "", 1, TimeSpan.FromMinutes(3)));
        }

        events.Attempt("item-1", "Done", ItemState.Done, page: 1);
        events.Attempt("item-4", "Done", ItemState.Done, page: 4);
        events.Tell(new RunEvent.Steered(IsPaused: false, Pages: 2));

        Assert.Equal([2, 3], tracker.Current.Pages.Select(page => page.Page));
        Assert.Equal(2, tracker.Current.PageCount);
    }

    [Fact]
    public void Current_Paused_IsNotStuckHoweverLong()
    {
        events.Start();
        events.Tell(new RunEvent.Steered(IsPaused: true, Pages: 2));
        clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal((true, clock.GetUtcNow()), (tracker.Current.IsPaused, tracker.Current.ProgressAt));

        events.Tell(new RunEvent.Steered(IsPaused: false, Pages: 2));
        DateTimeOffset resumed = clock.GetUtcNow();
        clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal((false, resumed), (tracker.Current.IsPaused, tracker.Current.ProgressAt));
    }

    [Fact]
    public void Current_CancelledAndRetried_CountsThemAsWhatTheyAreNow()
    {
        events.Start();
        events.Queue("a", "b");
        events.Attempt("a", "Failed", ItemState.Failed);
        events.Tell(new RunEvent.ItemQueuedAgain("a", "dealer-inventory"));
        events.Tell(new RunEvent.ItemCancelled("b", "dealer-inventory"));

        Assert.Equal((0, 1, 1), (tracker.Current.Failed, tracker.Current.Skipped, tracker.Current.Settled));
        Assert.Equal(events.Started.AddSeconds(300), tracker.Current.Deadline);
    }
}
