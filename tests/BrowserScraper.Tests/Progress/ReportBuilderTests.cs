using BrowserScraper.Items;
using BrowserScraper.Progress;
using Microsoft.Extensions.Time.Testing;

namespace BrowserScraper.Tests.Progress;

public sealed class ReportBuilderTests
{
    private readonly FakeTimeProvider clock = new();
    private readonly ReportBuilder builder = new();
    private readonly Events events;

    public ReportBuilderTests() => events = new(clock, builder);

    [Fact]
    public void Build_OutcomesOfEachKind_AddUp()
    {
        events.Start(doneBefore: 7);
        events.Queue("a", "b", "c", "d", "e");
        events.Attempt("a", "Failed", ItemState.Waiting);
        events.Attempt("a", "Done", ItemState.Done, attempt: 2, sizes: [100, 20]);
        events.Attempt("b", "Skipped", ItemState.Skipped);
        events.Attempt("c", "TimedOut", ItemState.Waiting);
        events.Attempt("c", "TimedOut", ItemState.Failed, seconds: 30, attempt: 2, reason: "timed out");
        events.Attempt("d", "Interrupted", ItemState.Waiting);

        RunReport report = End();

        Assert.Equal((1, 7, 1, 1, 2), (report.Done, report.DoneBefore, report.Skipped, report.Failed, report.Remaining));
        Assert.Equal((120, 0), (report.BytesSaved, report.Duplicates));
        Assert.Equal(new Dictionary<string, int> { ["TimedOut"] = 1 }, report.FailedByOutcome);
        Assert.Equal(new Dictionary<string, int> { ["Failed"] = 1, ["Interrupted"] = 1, ["TimedOut"] = 2 }, report.TroubleByOutcome);
        Assert.Equal([new FailedItem("c", "TimedOut", "timed out", 2, 30) { Title = "title of c" }], report.Failures);
    }

    [Fact]
    public void Build_AnotherMachineHasQueuedThem_NothingLessThanNothingIsLeft()
    {
        events.Start();
        events.Attempt("a", "Done", ItemState.Done);

        Assert.Equal((1, 0), (End().Done, End().Remaining));
    }

    [Fact]
    public void Build_TriedWithoutSuccessAndNotGivenUp_IsPostponed()
    {
        events.Start();
        events.Queue("a", "b", "c", "d");
        events.Attempt("a", "BadFile", ItemState.Waiting, seconds: 3, reason: "it is no PDF");
        events.Attempt("b", "BadFile", ItemState.Waiting);
        events.Attempt("b", "Done", ItemState.Done, attempt: 2);
        events.Attempt("c", "BadFile", ItemState.Waiting);
        events.Attempt("c", "BadFile", ItemState.Failed, attempt: 2);
        events.Attempt("d", "Interrupted", ItemState.Waiting);

        Assert.Equal([new FailedItem("a", "BadFile", "it is no PDF", 1, 3) { Title = "title of a" }], End().Postponed);
    }

    [Fact]
    public void Build_KilledWhileASourceWasAtWork_SaysThatItHadNotEnded()
    {
        events.Start();
        events.Tell(new RunEvent.GroupStarted("api"));
        events.Attempt("a", "Done", ItemState.Done, group: "api", sizes: [7]);

        SourceResult source = Assert.Single(builder.Build(null, []).Sources);

        Assert.Equal((1, "not ended", false), (source.Files, source.State, source.IsWhole));
    }

    [Fact]
    public void Build_DoneBeforeAndFetchedAgain_CountsOnce()
    {
        events.Start(doneBefore: 3);
        events.Tell(new RunEvent.ItemQueued("a", IsFetchedAgain: true));
        events.Attempt("a", "Done", ItemState.Done);

        RunReport report = End();

        Assert.Equal((1, 2, 0), (report.Done, report.DoneBefore, report.Remaining));
    }

    [Fact]
    public void Build_ItemDoneTwice_IsADuplicateAndCountsOnce()
    {
        events.Start();
        events.Queue("a");
        events.Attempt("a", "Done", ItemState.Done);
        events.Attempt("a", "Done", ItemState.Done);

        RunReport report = End();

        Assert.Equal((1, 1, 0), (report.Done, report.Duplicates, report.Remaining));
    }

    [Fact]
    public void Build_Times_AreSplitIntoSignInDiscoveryAndWork()
    {
        events.Start();
        clock.Advance(TimeSpan.FromSeconds(4));
        events.Tell(new RunEvent.SignedIn(1, TimeSpan.FromSeconds(3.5)));
        events.Tell(new RunEvent.DiscoveryEnded(2, TimeSpan.FromSeconds(1.25), null));
        events.Attempt("a", "Done", ItemState.Done, seconds: 6, page: 1);
        events.Attempt("b", "Done", ItemState.Done, seconds: 2, page: 2);
        events.Tell(new RunEvent.SignedIn(2, TimeSpan.FromSeconds(0.5)));
        clock.Advance(TimeSpan.FromSeconds(1));

        RunReport report = End();

        Assert.Equal((2, 4.0, 1.25), (report.SignIns, report.SignInSeconds, report.DiscoverySeconds));
        Assert.Equal((8.0, 13.0, 900.0), (report.WorkSeconds, report.TotalSeconds, report.RatePerHour));
        Assert.Equal(new Dictionary<int, double> { [1] = 0.75, [2] = 0.25 }, report.BusyShareByPage);
    }

    [Fact]
    public void Build_SecondsOfDoneItems_GiveMedianAndP95()
    {
        events.Start();
        foreach (int seconds in Enumerable.Range(1, 99).Reverse())
        {
            events.Attempt($"item-{seconds}", "Done", ItemState.Done, seconds);
        }

        events.Attempt("slow", "TimedOut", ItemState.Failed, seconds: 1000);

        RunReport report = End();
        Assert.Equal((50, 95), (report.MedianSeconds, report.P95Seconds));
    }

    [Fact]
    public void Build_NothingWasDone_IsAllZeros()
    {
        events.Start();
        events.Tell(new RunEvent.DiscoveryEnded(0, TimeSpan.Zero, "503"));

        RunReport report = End(StopReason.SiteUnavailable, "the site does not answer");

        Assert.Equal((StopReason.SiteUnavailable, "the site does not answer"), (report.Stopped, report.Message));
        Assert.Equal(
            (0, 0.0, 0.0, 0.0, 0.0), (report.Done, report.RatePerHour, report.MedianSeconds, report.P95Seconds, report.WorkSeconds));
        Assert.Equal("503", report.DiscoveryFailure);
    }

    [Fact]
    public void Build_Failures_AreCountedByCause()
    {
        events.Start();
        foreach (string key in new[] { "a", "b" })
        {
            events.Attempt(key, "Failed", ItemState.Failed, reason: $"500 for https://site.example/{key}");
        }

        events.Attempt("c", "SiteChanged", ItemState.Failed, reason: "required 'Window sticker' missing");

        Assert.Equal(
            [new FailureCause("500 for <address>", "Failed", 2), new FailureCause("required 'Window sticker' missing", "SiteChanged", 1)],
            End().FailuresByCause);
    }

    [Fact]
    public void Build_PagesFoundTheirNumber_TellsWhatTheySettledOn()
    {
        events.Start();
        events.Tell(new RunEvent.Steered(IsPaused: false, 4) { Before = 4, Auto = "1-32" });
        events.Tell(new RunEvent.Steered(IsPaused: false, 9) { Before = 4, Auto = "1-32", Why = "3.4 items/s" });

        RunReport report = End();
        Assert.Equal((9, "1-32"), (report.Pages, report.AutoPages));
    }

    [Fact]
    public void Build_ManyAttempts_KeepsTheSlowestTwenty()
    {
        events.Start();
        foreach (int seconds in Enumerable.Range(1, 30))
        {
            events.Attempt($"item-{seconds}", "Done", ItemState.Done, seconds, page: 3, attempt: 2);
        }

        RunReport report = End();
        Assert.Equal(
            Enumerable.Range(11, 20).Reverse()
            .Select(seconds => new SlowAttempt($"item-{seconds}", 3, 2, "Done", seconds) { Title = $"title of item-{seconds}" }),
            report.Slowest);
    }

    [Fact]
    public void Build_RecoveriesAndRenewals_AreKept()
    {
        events.Start();
        clock.Advance(TimeSpan.FromSeconds(5));
        events.Tell(new RunEvent.Recovery("closed the page", "it was over its limit", Worked: false, TimeSpan.FromSeconds(1), Page: 2));
        events.Tell(new RunEvent.BrowserRenewed("after 500 items", TimeSpan.FromSeconds(3)));

        RunReport report = End();
        Assert.Equal([new RecoveryStep(5, "closed the page", "it was over its limit", false, 1, 2)], report.Recoveries);
        Assert.Equal(1, report.BrowserRenewals);
    }

    [Fact]
    public void Build_RunWithoutAnEnd_EndsWithWhatWasToldLastAndSaysSo()
    {
        events.Start();
        events.Attempt("a", "Done", ItemState.Done, seconds: 4);

        RunReport report = builder.Build(peakMemory: null, memory: []);

        Assert.Equal((1, 4.0, null), (report.Done, report.TotalSeconds, report.Stopped));
        Assert.Equal("the run's end is not on record: it still goes on, or was killed", report.Message);
    }

    private RunReport End(StopReason? stopped = null, string? message = null)
    {
        events.Tell(new RunEvent.RunEnded(stopped, message));
        return builder.Build(peakMemory: null, memory: []);
    }
}
