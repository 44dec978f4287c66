using BrowserScraper.Queue;

namespace BrowserScraper.Tests.Queue;

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
}
