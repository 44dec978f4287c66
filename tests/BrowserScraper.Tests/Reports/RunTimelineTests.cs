using BrowserScraper.Items;
using BrowserScraper.Progress;
using BrowserScraper.Reports;
using BrowserScraper.Tests.Progress;
using Microsoft.Extensions.Time.Testing;

namespace BrowserScraper.Tests.Reports;

public sealed class RunTimelineTests
{
    private readonly FakeTimeProvider clock = new();
    private readonly RunTimeline timeline = new();
    private readonly Events events;

    public RunTimelineTests() => events = new(clock, timeline);

    [Fact]
    public void Read_Attempts_StandWhereTheyWereWithWhatTheyMeant()
    {
        events.Start();
        clock.Advance(TimeSpan.FromSeconds(2));
        events.Attempt("a", "Done", ItemState.Done, seconds: 3, page: 1);
        events.Attempt("b", "Failed", ItemState.Waiting, seconds: 1, page: 2);
        events.Attempt("c", "TimedOut", ItemState.Failed, seconds: 4, page: 1);
        events.Tell(new RunEvent.ItemEnded(1, "d", "g", 1, "Interrupted", "", ItemState.Waiting, Due: null, [], TimeSpan.Zero));

        Assert.Equal(
            [
                new(1, 2, 3, "Done", AttemptEnding.Done),
                new(2, 5, 1, "Failed", AttemptEnding.TriedAgain),
                new(1, 6, 4, "TimedOut", AttemptEnding.GivenUp),
                new(1, 10, 0, "Interrupted", AttemptEnding.Left),
            ],
            timeline.Spans);
    }

    [Fact]
    public void Read_WhatTheRunHadToDo_IsMarkedWhereItBegan()
    {
        events.Start();
        clock.Advance(TimeSpan.FromSeconds(10));
        events.Tell(new RunEvent.SignedIn(1, TimeSpan.FromSeconds(4)));
        events.Tell(new RunEvent.BrowserRenewed("after 500 items", TimeSpan.FromSeconds(3)));
        events.Tell(new RunEvent.Recovery("closed the page", "it hung", Worked: false, TimeSpan.FromSeconds(2), Page: 7));

        Assert.Equal(
            [
                new(MarkKind.SignIn, 6, 4, "signed in", "the run began"),
                new(MarkKind.Renewal, 7, 3, "browser and driver renewed", "after 500 items"),
                new(MarkKind.Recovery, 8, 2, "closed the page", "it hung", 7, Worked: false),
            ],
            timeline.Marks);
    }

    [Fact]
    public void Read_WhatTheOperatorDid_IsToldWhereItWasDone()
    {
        events.Start();
        events.Tell(new RunEvent.Steered(IsPaused: true, Pages: 2));
        clock.Advance(TimeSpan.FromSeconds(5));
        events.Tell(new RunEvent.Steered(IsPaused: false, Pages: 3));
        events.Tell(new RunEvent.ItemCancelled("a", "g"));
        events.Tell(new RunEvent.ItemQueuedAgain("b", "g"));

        Assert.Equal(
            [new(0, "PAUSED: nothing further is begun"), new(5, "PAGES: 3 work from now on"), new(5, "CANCELLED: a"),
                new(5, "AGAIN: b, as the operator wants it")],
            timeline.Messages);
    }

    [Fact]
    public void Unfinished_ItemUnderWay_LastsToTheLastEvent()
    {
        events.Start();
        events.Tell(new RunEvent.ItemStarted(3, "a", "a", 1, TimeSpan.Zero));
        clock.Advance(TimeSpan.FromSeconds(5));
        events.Tell(new RunEvent.Notice("still there"));

        Assert.Equal([new(3, 0, 5, "Unfinished", AttemptEnding.Left)], timeline.Unfinished);
    }
}
