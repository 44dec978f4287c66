using BrowserScraper.Cli.Chaos;
using BrowserScraper.Progress;
using BrowserScraper.Testing;

namespace BrowserScraper.Tests.Cli.Chaos;

public sealed class RecoveriesTests : IDisposable
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly TemporaryFolder runs = new();

    public RecoveriesTests()
    {
        Directory.CreateDirectory(runs["1"]);
        File.WriteAllText(
            runs["1/events.jsonl"],
            $"{Event(1, "ItemStarted", "A")}\n{Event(2, "ItemStarted", "B")}\n{Event(3, "ItemEnded", "A", "done")}\n"
                + $"{Event(5, "ItemEnded", "B", "failed")}\n{{\"at\":");
        Directory.CreateDirectory(runs["2"]);
        File.WriteAllText(runs["2/events.jsonl"], $"{Event(7, "ItemStarted", "B")}\n{Event(9, "ItemEnded", "B", "done")}\n");
    }

    public void Dispose() => runs.Dispose();

    [Theory]
    [InlineData(0, 3)] // A is begun and done
    [InlineData(1.5, 7.5)] // A was begun before, and B failed: only the next run does one
    [InlineData(4, 5)]
    public void After_Disturbance_CountsUntilAnItemBegunLaterIsDone(double disturbed, double seconds) =>
        Assert.Equal(TimeSpan.FromSeconds(seconds), After(disturbed));

    [Fact]
    public void After_DisturbanceThatEndsTheRun_DoesNotCountWhatThatRunStillDid() =>
        Assert.Equal(TimeSpan.FromSeconds(9), After(0, runOver: 4));

    [Fact]
    public void After_RunWhoseClockWasAhead_GoesByTheRightTime() =>
        Assert.Equal(TimeSpan.FromSeconds(3), After(3600, right: told => told.AddHours(1)));

    [Fact]
    public void After_NothingBegunLater_IsNotKnown() => Assert.Null(After(8));

    private TimeSpan? After(
        double disturbed, double? runOver = null, Func<DateTimeOffset, DateTimeOffset>? right = null) =>
        new Recoveries(EventsFile.AllBelow(runs.Root), right).After(
        new Strike(PlannedStrike.Plan(Disturbances.All, items: 2, kills: 1, seed: 1)[0], Start.AddSeconds(disturbed))
            { RunOver = runOver is { } over ? Start.AddSeconds(over) : null });

    private static string Event(int second, string kind, string key, string state = "working") =>
        $$"""{"at":"{{Start.AddSeconds(second):O}}","event":"{{kind}}","key":"{{key}}","state":"{{state}}"}""";
}
