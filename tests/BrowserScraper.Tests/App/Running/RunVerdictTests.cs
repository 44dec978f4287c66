using BrowserScraper.App.Running;
using BrowserScraper.Items;
using BrowserScraper.Progress;
using BrowserScraper.Settings;

namespace BrowserScraper.Tests.App.Running;

public sealed class RunVerdictTests
{
    private static readonly RunReport Empty = new()
    {
        Job = "dealer-inventory",
        Run = "r",
        Site = "the demo portal",
        StartedAt = DateTimeOffset.UnixEpoch,
        EndedAt = DateTimeOffset.UnixEpoch,
    };

    [Theory]
    [InlineData("test-30", 26, 0, 4, "PASS test-30: 26 of 30 done, at least 26 needed", 0)]
    [InlineData("test-30", 25, 0, 5, "FAIL test-30: 25 of 30 done, at least 26 needed", 1)]
    [InlineData("test-30", 24, 2, 4, "PASS test-30: 24 of 30 done, at least 26 needed", 0)]
    [InlineData("test-30", 30, 0, 0, "PASS test-30: 30 of 30 done, at least 26 needed", 0)]
    [InlineData("test-10", 10, 0, 0, "PASS test-10: 10 of 10 done, at least 10 needed", 0)]
    [InlineData("test-10", 9, 0, 1, "FAIL test-10: 9 of 10 done, at least 10 needed", 1)]
    [InlineData("test-30", 11, 0, 1, "PASS test-30: 11 of 12 done, at least 11 needed", 0)]
    public void Of_ProfileWithAMark_PassesAtTheMark(string profile, int done, int skipped, int failed, string text, int code) =>
        Assert.Equal(new(text, code), Of(profile, Empty with { Done = done, Skipped = skipped, Failed = failed }));

    [Fact]
    public void Of_SourceSkipped_IsNotAllDoneAndNamesIt() => Assert.Equal(
        new("FINISHED WITH FAILURES: 3 done, 0 failed, 2 left to do, skipped for now: gallery; run again to try those again", 1),
        Of("full", Empty
            with { Done = 3, Remaining = 2,
            Sources = [new() { Source = "api" }, new() { Source = "gallery", SkippedUntil = DateTimeOffset.UnixEpoch }] }));

    [Theory]
    [InlineData("full",
        "FINISHED WITH FAILURES: 9 done, 0 failed, 1 left to do (1 found no room on the disk); run again to try those again")]
    [InlineData("test-10", "FAIL test-10: 9 of 10 done, at least 10 needed")]
    public void Of_OneFileFoundNoRoom_IsNotAllDone(string profile, string text) => Assert.Equal(
        new(text, 1),
        Of(profile, Empty with { Done = 9, Remaining = 1, TroubleByOutcome = new Dictionary<string, int> { ["NoRoom"] = 1 } }));

    [Fact]
    public void Of_SomethingCouldNotBeFetchedAgain_PromisesNoRetry() => Assert.Equal(
        new("FINISHED WITH FAILURES: 38 done, 2 failed; what could not be fetched again keeps what it had; --force fetches all again", 1),
        Of("full", Empty with { Done = 38, Failed = 2, Settings = new Dictionary<string, string> { ["FORCE_REDOWNLOAD"] = "true" } }));

    [Fact]
    public void Of_SiteGivesNearlyNothingRight_SaysWhatToDoFirst() => Assert.Equal(
        new("STOPPED: 1 done now, 9 known and still to do; mend the script, or wait until the site is mended, and resume; --no-guard goes "
            + "on regardless (exit code 1)", 1),
        Of("full", Empty with { Done = 1, Remaining = 9, Stopped = StopReason.LowYield, Message = "the last 15 endings" }));

    [Fact]
    public void Of_AnyNumberOfItems_NeedsExactlyTheMarkRoundedUp()
    {
        for (int tried = 1; tried <= 1000; tried++)
        {
            int needed = ((tried * 85) + 99) / 100;

            Assert.Equal(0, Of("test-30", Empty with { Done = needed, Failed = tried - needed }).ExitCode);
            Assert.Equal(1, Of("test-30", Empty with { Done = needed - 1, Failed = tried - needed + 1 }).ExitCode);
        }
    }

    [Fact]
    public void Of_EverythingWasDoneBefore_IsNothingToTest() => Assert.Equal(
        new("NOTHING TO TEST test-30: all 2000 items are done; --force fetches again", 0),
        Of("test-30", Empty with { DoneBefore = 2000 }));

    [Fact]
    public void Of_NothingWasFound_Fails() => Assert.Equal(
        new("FAIL test-30: no item could be found", 1),
        Of("test-30", Empty with { DiscoveryFailure = "503" }));

    [Fact]
    public void Of_DiscoveryBrokeOff_DoesNotPassOnTheFewItFound()
    {
        RunVerdict verdict = Of("test-30", Empty with { Done = 1, DiscoveryFailure = "503" });

        Assert.Equal(new("FAIL test-30: 1 of 1 done, at least 1 needed; discovery broke off (503)", 1), verdict);
    }

    [Theory]
    [InlineData(0, null, "ALL DONE: 7 items", 0)]
    [InlineData(2, null, "FINISHED WITH FAILURES: 3 done, 2 failed; run again to try those again", 1)]
    [InlineData(0, "503", "FINISHED WITH FAILURES: 3 done, 0 failed, discovery incomplete (503); run again to read the list again", 1)]
    public void Of_ProfileWithoutAMark_IsDoneOrNot(int failed, string? discovery, string text, int code) =>
        Assert.Equal(new(text, code), Of("full", Empty with { Done = 3, DoneBefore = 4, Failed = failed, DiscoveryFailure = discovery }));

    [Theory]
    [InlineData("stress-100", 100,
        "DONE: the 100 items of this run, 104 done altogether; MAX_DOWNLOADS=100 is reached, run again for more")]
    [InlineData("full", 1, "DONE: the 1 item of this run, 5 done altogether; MAX_DOWNLOADS=1 is reached, run again for more")]
    [InlineData("full", 9, "ALL DONE: 7 items")]
    [InlineData("full", 0, "ALL DONE: 7 items")]
    public void Of_LimitedRun_NamesTheLimitWhereItIsReached(string profile, int limit, string text) => Assert.Equal(
        new(text, 0), Of(profile, Limited(limit) with { Done = limit is 1 or 100 ? limit : 3, DoneBefore = 4 }));

    [Theory]
    [InlineData(0, "DONE: the 3 items of this run (failed items)")]
    [InlineData(3, "DONE: the 3 items of this run (failed items); MAX_DOWNLOADS=3 is reached, retry again for more")]
    public void Of_RunForSomeItems_PromisesNoMoreThanThose(int limit, string text) => Assert.Equal(
        new(text, 0),
        RunVerdict.Of(
                Limited(limit) with { Done = 3, DoneBefore = 4, DiscoveryWasCutShort = true }, Profile.Find("full")!, ItemFilter.Failed));

    [Fact]
    public void Without_AccountsSetAside_SaysThatTheirPagesStoodIdle()
    {
        RunVerdict verdict = Of("full", Empty with { Done = 3 });

        Assert.Same(verdict, verdict.Without([]));
        Assert.Equal(
            new("ALL DONE: 3 items; account 'b' was set aside, and its 2 pages stood idle, account 'c' was set aside, and its 1 page "
                + "stood idle", 0),
            verdict.Without([new("b", 2), new("c", 1)]));
    }

    [Theory]
    [InlineData("full")]
    [InlineData("test-10")]
    public void Of_StoppedRun_IsNoVerdictOnTheItems(string profile) => Assert.Equal(
        new("STOPPED: 3 done now, 9 known and still to do; run again to go on (exit code 130)", 130),
        Of(profile, Empty with { Stopped = StopReason.Interrupted, Done = 3, Remaining = 9 }));

    [Fact]
    public void Of_LeftWhileOthersGoOn_HasACodeOfItsOwn() => Assert.Equal(
        new("LEFT: 3 done and 0 failed here; 2 other machines go on, with 9 known and still to do (exit code 7)", 7),
        Of("full", Empty with
        {
            Stopped = StopReason.Interrupted, Done = 3, Together = new(Others: 2, Done: 5, Skipped: 0, Failed: 0, Remaining: 9, Before: 1),
        }));

    [Fact]
    public void Of_AllMachinesAreAtTheEnd_TheFailedItemsOfAllCount() => Assert.Equal(
        new("FINISHED WITH FAILURES: 5 done, 1 failed; run again to try those again; 3 done and 0 failed here", 1),
        Of("full", Empty with
        {
            Done = 3, Together = new(Others: 0, Done: 5, Skipped: 0, Failed: 1, Remaining: 0, Before: 1),
        }));

    private static RunReport Limited(int limit) =>
        Empty with { Settings = new Dictionary<string, string> { ["MAX_DOWNLOADS"] = $"{limit}" } };

    private static RunVerdict Of(string profile, RunReport report) => RunVerdict.Of(report, Profile.Find(profile)!);
}
