using BrowserScraper.Health;
using BrowserScraper.Progress;

namespace BrowserScraper.Tests.Health;

public sealed class SourceHealthTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(10);
    private static readonly SourceHealth Fresh = new() { Source = "gallery" };
    private static readonly SourceResult Failure = new() { Source = "gallery", Failed = 1, Seconds = 2, LastError = "Failed: 500" };

    public static TheoryData<SourceResult, int, int, int> Results => new()
    {
        { new() { Source = "gallery", Done = 3, Files = 2 }, 1, 1, 0 },
        { new() { Source = "gallery", Done = 1, Files = 1, Failed = 9, TimedOut = true, Left = 4 }, 1, 1, 0 }, // it gives something
        { new() { Source = "gallery", Done = 2, Duplicates = 1, Failed = 1 }, 1, 1, 0 },
        { new() { Source = "gallery", Skipped = 1 }, 1, 1, 0 }, // nothing was found, and nothing failed
        { new() { Source = "gallery", Done = 1, Failed = 1 }, 1, 0, 1 }, // the search worked, and no file came
        { new() { Source = "gallery", TimedOut = true, Left = 1 }, 1, 0, 1 },
        { new() { Source = "gallery", Failed = 1, Left = 3, SkippedUntil = Now }, 1, 0, 1 }, // the trial failed
        { new() { Source = "gallery", Done = 2, Files = 2, Left = 3 }, 0, 0, 0 }, // stopped
        { new() { Source = "gallery", Left = 3, SkippedUntil = Now }, 0, 0, 0 },
        { new() { Source = "gallery" }, 0, 0, 0 },
    };

    [Theory]
    [MemberData(nameof(Results))]
    public void After_ARun_CountsAsSuccessFailureOrNothing(SourceResult result, int runs, int succeeded, int failures)
    {
        SourceHealth after = Fresh.After(result, Pause, Now);

        Assert.Equal((runs, succeeded, failures), (after.Runs, after.Succeeded, after.FailuresInARow));
    }

    [Theory]
    [InlineData(4, 0)]
    [InlineData(5, 600)]
    [InlineData(6, 1200)]
    [InlineData(8, 4800)]
    [InlineData(11, 21_600)]
    [InlineData(400, 21_600)]
    public void After_FailuresRunning_PauseDoublesUpToSixHours(int failures, int seconds)
    {
        SourceHealth after = (Fresh with { FailuresInARow = failures - 1 }).After(Failure, Pause, Now);

        Assert.Equal(seconds == 0 ? null : Now.AddSeconds(seconds), after.PausedUntil);
        Assert.Null((Fresh with { FailuresInARow = failures - 1 }).After(Failure, TimeSpan.Zero, Now).PausedUntil);
    }

    [Fact]
    public void After_SuccessAfterFailures_EndsThePauseAndKeepsTheLastError()
    {
        SourceHealth after = Enumerable.Range(0, 5).Aggregate(Fresh, (health, _) => health.After(Failure, Pause, Now))
            .After(new() { Source = "gallery", Done = 1, Files = 1, Seconds = 4 }, Pause, Now.AddHours(1));

        Assert.Equal((6, 1, 0, null), (after.Runs, after.Succeeded, after.FailuresInARow, after.PausedUntil));
        Assert.Equal((Now.AddHours(1), "Failed: 500", Now), (after.LastSuccess, after.LastError, after.LastErrorAt));
        Assert.Equal((2, 4), (after.P50Seconds, after.P95Seconds));
    }

    [Fact]
    public void After_ManyRuns_KeepsAHundredDurations() =>
        Assert.Equal(
            Enumerable.Range(50, 100).Select(second => (double)second), Enumerable.Range(0, 150)
            .Aggregate(Fresh, (health, second) => health.After(Failure with { Seconds = second }, Pause, Now)).Seconds);

    [Theory]
    [InlineData(0, null, "ok")]
    [InlineData(3, null, "failing 3x")]
    [InlineData(5, 1, "paused until 2026-01-01 12:01:00 UTC")]
    [InlineData(5, -1, "failing 5x")]
    public void StateAt_AsItStands_IsToldInAWord(int failures, int? minutes, string state) =>
        Assert.Equal(
            state, (Fresh with { FailuresInARow = failures, PausedUntil = minutes is { } ahead ? Now.AddMinutes(ahead) : null })
            .StateAt(Now));
}
