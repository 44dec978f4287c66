using BrowserScraper.Pacing;

namespace BrowserScraper.Tests.Pacing;

public sealed class HostPaceTests
{
    private static readonly DateTimeOffset Start = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void TryStart_AsManyAsAMinuteMayHave_WaitsUntilTheFirstIsAMinuteOld()
    {
        HostPace pace = new(TimeSpan.Zero, perMinute: 2);
        Assert.Null(pace.TryStart("one.example", Start));
        Assert.Null(pace.TryStart("one.example", Start.AddSeconds(20)));

        Assert.Equal(Start.AddSeconds(60), pace.TryStart("one.example", Start.AddSeconds(30)));
        Assert.Null(pace.TryStart("two.example", Start.AddSeconds(30)));
        Assert.Null(pace.TryStart("one.example", Start.AddSeconds(60)));
        Assert.Equal(Start.AddSeconds(80), pace.TryStart("one.example", Start.AddSeconds(60)));
    }

    [Fact]
    public void Hold_HostAskedForRest_StartsNothingBeforeIt()
    {
        HostPace pace = new(TimeSpan.Zero);
        pace.Hold("one.example", Start.AddSeconds(9));

        Assert.Equal(Start.AddSeconds(9), pace.TryStart("one.example", Start));
        Assert.Null(pace.TryStart("two.example", Start));
        Assert.Null(pace.TryStart("one.example", Start.AddSeconds(9)));
    }

    [Fact]
    public void Refused_OnceByAHostThatHasAnsweredMany_LeavesTheOthersAlone()
    {
        HostPace pace = Answered(10);

        pace.Refused("one.example", Start, Start.AddSeconds(1));
        Assert.Null(pace.TryStart("one.example", Start));

        pace.Refused("one.example", Start, Start.AddSeconds(1));
        Assert.Equal(Start.AddSeconds(1), pace.TryStart("one.example", Start));
    }

    [Theory]
    [InlineData(9, 1)]
    [InlineData(10, 6)]
    public void Refused_ByAHostThatHasAnsweredFewOrAsksForLonger_HoldsTheHost(int answered, int seconds)
    {
        HostPace pace = Answered(answered);

        pace.Refused("one.example", Start, Start.AddSeconds(seconds));

        Assert.Equal(Start.AddSeconds(seconds), pace.TryStart("one.example", Start));
    }

    [Fact]
    public void Learn_HostRefusesItems_SpreadsItsStartsEvenlyUntilItIsSwitchedOff()
    {
        List<PaceChange> told = [];
        HostPace pace = new(TimeSpan.Zero, changed: told.Add);
        pace.Learn(true);
        Assert.Null(pace.TryStart("one.example", Start));
        Assert.Null(pace.TryStart("two.example", Start));
        pace.Answered("one.example");
        pace.Refused("one.example", Start.AddSeconds(1), Start.AddSeconds(2));

        Assert.Null(pace.TryStart("one.example", Start.AddSeconds(2)));
        Assert.Equal(0.475, Assert.Single(told).PerSecond!.Value, 6); // one item in two seconds, and a little less
        Assert.Equal(
            Start.AddSeconds(2 + (1 / 0.475)), pace.TryStart("one.example", Start.AddSeconds(3))!.Value, TimeSpan.FromMilliseconds(1));
        Assert.Null(pace.TryStart("two.example", Start.AddSeconds(3)));

        pace.Learn(false);
        Assert.Null(told[^1].PerSecond);
        Assert.Null(pace.TryStart("one.example", Start.AddSeconds(60)));
        Assert.Null(pace.TryStart("one.example", Start.AddSeconds(60)));
    }

    private static HostPace Answered(int items)
    {
        HostPace pace = new(TimeSpan.Zero);
        for (int item = 0; item < items; item++)
        {
            pace.Answered("one.example");
        }

        return pace;
    }
}
