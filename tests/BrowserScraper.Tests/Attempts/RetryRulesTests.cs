using BrowserScraper.Attempts;
using BrowserScraper.Items;
using BrowserScraper.Pacing;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.Extensions.Time.Testing;

namespace BrowserScraper.Tests.Attempts;

public sealed class RetryRulesTests : IDisposable
{
    private const int MaxRetries = 2;
    private const string Host = "portal.example:80";

    private readonly FakeTimeProvider clock = new();
    private readonly HostWatch hosts;
    private readonly RetryRules rules;

    public RetryRulesTests()
    {
        hosts = new(TimeSpan.FromMinutes(10), (_, _) => Task.FromResult<string?>(null), _ => { }, clock);
        rules = new(MaxRetries, 2.0, clock, hosts);
    }

    public void Dispose() => hosts.Dispose();

    // outcome, tried again, attempts spent, page retired: the table of docs/how-it-works.md, line by line.
    public static TheoryData<string, bool, int, bool> Table => new()
    {
        { "Done", false, 0, false },
        { "Skipped", false, 0, false },
        { "Failed", true, 1, true },
        { "TimedOut", true, 1, true },
        { "Throttled", true, 0, false },
        { "Unreachable", true, 0, true },
        { "SignedOut", true, 0, false },
        { "Rejected", false, 1, false },
        { "SiteChanged", false, 1, true },
        { "BadFile", true, 1, false },
        { "TooLarge", false, 1, false },
        { "NoRoom", false, 0, false },
        { "Interrupted", true, 0, true },
    };

    [Theory]
    [MemberData(nameof(Table))]
    public void Decide_FirstAttempt_CostsWhatTheTableSays(string outcome, bool triedAgain, int attempts, bool retired)
    {
        Verdict verdict = rules.Decide(Outcome(outcome), default, stopping: false);

        Assert.Equal(
            (triedAgain, attempts, retired),
            (verdict.TriedAgainNow, verdict.Tally.Attempts, verdict.RetirePage));
        Assert.Equal(triedAgain, verdict.Due is not null);
    }

    [Theory]
    [InlineData(RetryRules.MaxStale - 1, true)]
    [InlineData(RetryRules.MaxStale, false)]
    public void Decide_StaleAnswers_CostNothingAndEndAtTheirLimit(int before, bool triedAgain)
    {
        Verdict verdict =
            rules.Decide(
                new ItemOutcome.SignedOut("stale") { IsStale = true, Cause = new(SuspicionKind.Form, "form") },
                new(Attempts: 0, Stale: before), stopping: false);

        Assert.Equal((triedAgain, triedAgain ? 0 : 1), (verdict.TriedAgainNow, verdict.Tally.Attempts));
    }

    [Fact]
    public void Decide_Answered401WhileSignedIn_EndsSooner() => Assert.False(rules.Decide(
        new ItemOutcome.SignedOut("401") { IsStale = true, Cause = new(SuspicionKind.Answer, "401") },
        new(Attempts: 0, Stale: RetryRules.MaxRefusals), stopping: false).TriedAgainNow);

    [Theory]
    [InlineData(RetryRules.MaxUnproven - 1, true)]
    [InlineData(RetryRules.MaxUnproven, false)]
    public void Decide_PageWithoutTheMark_IsTriedAgainAFewTimes(int before, bool triedAgain) => Assert.Equal(
        triedAgain, rules.Decide(
            new ItemOutcome.SiteChanged("no mark") { IsUnproven = true }, new(Attempts: 0, Stale: before), stopping: false).TriedAgainNow);

    [Theory]
    [InlineData(RetryRules.MaxWalls - 1, true)]
    [InlineData(RetryRules.MaxWalls, false)]
    public void Decide_AWall_HoldsItsHostUnlessItIsForTheItemAlone(int before, bool triedAgain)
    {
        Verdict verdict = rules.Decide(
            new ItemOutcome.Throttled("wall", clock.GetUtcNow()) { IsWall = true }, new(Attempts: 0, Throttles: before), stopping: false);

        Assert.Equal((triedAgain, true, true), (verdict.TriedAgainNow, verdict.HoldHost, verdict.MayBeOfItem));
    }

    [Fact]
    public void Table_EveryOutcomeThereIs_HasALine() => Assert.Equal(
        typeof(ItemOutcome).GetNestedTypes().Select(type => type.Name).Order(),
        Table.Select(row => row.Data.Item1).Order());

    [Theory]
    [InlineData("Done", ItemState.Done)]
    [InlineData("Skipped", ItemState.Skipped)]
    [InlineData("Rejected", ItemState.Failed)]
    [InlineData("SiteChanged", ItemState.Failed)]
    public void Decide_FinalOutcome_SettlesTheItem(string outcome, ItemState expected) =>
        Assert.Equal(expected, rules.Decide(Outcome(outcome), default, stopping: false).State);

    [Theory]
    [InlineData("Failed")]
    [InlineData("TimedOut")]
    [InlineData("BadFile")]
    public void Decide_PaidOutcome_IsTriedAgainToTheLimitAndNoFurther(string outcome)
    {
        Assert.True(rules.Decide(Outcome(outcome), new(MaxRetries - 1), stopping: false).TriedAgainNow);

        Verdict last = rules.Decide(Outcome(outcome), new(MaxRetries), stopping: false);

        Assert.Equal((ItemState.Failed, MaxRetries + 1), (last.State, last.Tally.Attempts));
    }

    [Theory]
    [InlineData("Interrupted", RetryRules.MaxInterruptions)]
    [InlineData("Throttled", RetryRules.MaxThrottles)]
    [InlineData("SignedOut", RetryRules.MaxSignOuts)]
    public void Decide_FreeOutcomeAgainAndAgain_EndsAtItsBound(string outcome, int bound)
    {
        ItemTally tally = default;
        for (int time = 1; time <= bound; time++)
        {
            Verdict verdict = rules.Decide(Outcome(outcome), tally, stopping: false);
            Assert.True(verdict.TriedAgainNow, $"{outcome} was given up after {time} of {bound}");
            tally = verdict.Tally;
        }

        Assert.Equal(ItemState.Failed, rules.Decide(Outcome(outcome), tally, stopping: false).State);
        Assert.Equal(0, tally.Attempts);
    }

    [Fact]
    public void Decide_UnreachableWhileTheHostIsAway_IsFreeHoweverOften()
    {
        ItemTally tally = default;
        for (int time = 1; time <= 50; time++)
        {
            Verdict verdict = rules.Decide(Outcome("Unreachable"), tally, stopping: false);
            Assert.Equal((true, 0, Host), (verdict.TriedAgainNow, verdict.Tally.Attempts, verdict.Host));
            tally = verdict.Tally;
            clock.Advance(TimeSpan.FromSeconds(10));
        }
    }

    [Fact]
    public void Decide_UnreachableAgainThoughTheHostHasAnsweredMeanwhile_IsPaidToTheLimit()
    {
        ItemTally tally = rules.Decide(Outcome("Unreachable"), default, stopping: false).Tally;
        for (int attempt = 1; attempt <= MaxRetries + 1; attempt++)
        {
            clock.Advance(TimeSpan.FromSeconds(10));
            hosts.Answered(new Uri($"http://{Host}/"), clock.GetUtcNow());
            clock.Advance(TimeSpan.FromSeconds(10));
            Verdict verdict = rules.Decide(Outcome("Unreachable"), tally, stopping: false);

            Assert.Equal((attempt <= MaxRetries, attempt, null), (verdict.TriedAgainNow, verdict.Tally.Attempts, verdict.Host));
            tally = verdict.Tally;
        }
    }

    [Fact]
    public void Decide_SignedOutAfterAPaidAttempt_IsNotTwiceRunning()
    {
        ItemTally tally = new(Attempts: 0, SignOuts: RetryRules.MaxSignOuts);

        ItemTally paid = rules.Decide(Outcome("Failed"), tally, stopping: false).Tally;

        Assert.True(rules.Decide(Outcome("SignedOut"), paid, stopping: false).TriedAgainNow);
    }

    [Fact]
    public void Decide_InterruptedWhileStopping_IsTheNextRunsAtNoCost()
    {
        ItemTally used = new(1, RetryRules.MaxInterruptions, 3, 2);

        Verdict verdict = rules.Decide(Outcome("Interrupted"), used, stopping: true);

        Assert.Equal(new Verdict(ItemState.Waiting, used, NextRun: true, RetirePage: true), verdict);
        Assert.False(verdict.TriedAgainNow);
    }

    [Fact]
    public void Decide_Throttled_IsDueWhenTheSiteSaid()
    {
        DateTimeOffset until = clock.GetUtcNow().AddSeconds(77);

        Assert.Equal(until, rules.Decide(new ItemOutcome.Throttled("429", until), default, stopping: false).Due);
    }

    [Theory]
    [InlineData("SignedOut")]
    [InlineData("Interrupted")]
    public void Decide_NotTheItemsFault_IsDueAtOnce(string outcome) =>
        Assert.Equal(clock.GetUtcNow(), rules.Decide(Outcome(outcome), default, stopping: false).Due);

    [Fact]
    public void Decide_Failed_IsDueAfterThePauseOfThatAttempt()
    {
        TimeSpan pause = rules.Decide(Outcome("Failed"), new(Attempts: 1), stopping: false).Due!.Value - clock.GetUtcNow();

        Assert.InRange(pause.TotalSeconds, 4 * 0.75, 4 * 1.25);
    }

    [Theory]
    [InlineData(2.0, 1, 1.5, 2.5)]
    [InlineData(2.0, 6, 48, 80)]
    [InlineData(2.0, 9, 225, 300)]
    [InlineData(100.0, 5000, 225, 300)]
    [InlineData(1.0, 100, 0.75, 1.25)]
    public void Pause_AnyAttempt_IsTheFactorsPowerGiveOrTakeAQuarterAndAtMostFiveMinutes(
        double factor, int attempts, double least, double most)
    {
        RetryRules own = new(MaxRetries, factor, clock, hosts);

        double[] pauses = [.. Enumerable.Range(0, 1000).Select(_ => own.Pause(attempts).TotalSeconds)];

        Assert.All(pauses, pause => Assert.InRange(pause, least, most));
        Assert.True(pauses.Distinct().Count() > 100, "there is no jitter");
    }

    /// <summary>An attempt's writes are fenced by its number, so no two attempts of a run may have the same.</summary>
    [Fact]
    public void Decide_AnyOutcomesInARow_EveryAttemptHasAHigherNumber() => Check.One(
        Config.QuickThrowOnFailure,
        Prop.ForAll<byte[]>(choices =>
        {
            RetryRules patient = new(maxRetries: 100, 2.0, clock, hosts);
            string[] names = [.. Table.Where(row => row.Data.Item2).Select(row => row.Data.Item1)];
            ItemTally tally = default;
            foreach (byte choice in choices)
            {
                Verdict verdict = patient.Decide(Outcome(names[choice % names.Length]), tally, stopping: false);
                if (!verdict.TriedAgainNow)
                {
                    return;
                }

                Assert.True(verdict.Tally.NextAttempt > tally.NextAttempt, $"{names[choice % names.Length]} after {tally}");
                tally = verdict.Tally;
            }
        }));

    private ItemOutcome Outcome(string name) => name switch
    {
        "Done" => new ItemOutcome.Done(null, []),
        "Skipped" => new ItemOutcome.Skipped("withdrawn"),
        "Failed" => new ItemOutcome.Failed("500"),
        "TimedOut" => new ItemOutcome.TimedOut(TimeSpan.FromMinutes(3), "ITEM_TIMEOUT"),
        "Throttled" => new ItemOutcome.Throttled("429", clock.GetUtcNow().AddSeconds(5)),
        "Unreachable" => new ItemOutcome.Unreachable(Host, "refused"),
        "SignedOut" => new ItemOutcome.SignedOut("401"),
        "Rejected" => new ItemOutcome.Rejected("404"),
        "SiteChanged" => new ItemOutcome.SiteChanged("stock"),
        "BadFile" => new ItemOutcome.BadFile("cut off"),
        "TooLarge" => new ItemOutcome.TooLarge("5 GB"),
        "NoRoom" => new ItemOutcome.NoRoom("5 GB"),
        "Interrupted" => new ItemOutcome.Interrupted("crash"),
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, "no such outcome"),
    };
}
