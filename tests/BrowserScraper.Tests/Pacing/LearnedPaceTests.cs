using BrowserScraper.Pacing;

namespace BrowserScraper.Tests.Pacing;

public sealed class LearnedPaceTests
{
    private static readonly DateTimeOffset Start = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);

    /// <summary>Six requests a second are allowed, which is three items; the site counts them in one of several ways.</summary>
    [Theory]
    [InlineData("bucket", 0.2)]
    [InlineData("bucket", 1.1)]
    [InlineData("large bucket", 0.2)]
    [InlineData("window", 0.2)]
    [InlineData("window", 1.1)]
    [InlineData("sliding", 0.2)]
    [InlineData("sliding", 1.1)]
    [InlineData("leaky", 0.2)]
    public void PerSecond_SiteWithALimit_UsesNineTenthsOfItAndIsRarelyRefused(string kind, double itemSeconds)
    {
        SimulatedHost host = new(SimulatedHost.LimitOf(kind, perSecond: 6), pages: 4, itemSeconds);

        host.Run(seconds: 30);
        (int before, _) = host.Counts;
        host.Run(seconds: 400);

        (int answered, int refused) = host.Counts;
        Assert.InRange((answered - before) / 370.0 / 6, 0.9, 1.02);
        Assert.InRange((double)refused / (answered + refused), 0.0001, 0.02);
    }

    [Fact]
    public void PerSecond_LimitRisesAfterAWhile_RisesAsWell()
    {
        LearnedPace pace = Refused(answered: 60, seconds: 20);
        double before = pace.PerSecond!.Value;

        DateTimeOffset now = Start.AddSeconds(20);
        for (int item = 0; now < Start.AddMinutes(10); item++)
        {
            now += pace.Interval;
            pace.Started(now);
            pace.Answered();
        }

        Assert.InRange(pace.PerSecond!.Value, 2 * before, double.MaxValue);
    }

    [Fact]
    public void PerSecond_NobodyNeedsThePace_DoesNotRise()
    {
        LearnedPace pace = Refused(answered: 60, seconds: 20);
        double before = pace.PerSecond!.Value;

        for (int minute = 1; minute <= 60; minute++)
        {
            pace.Started(Start.AddMinutes(minute));
        }

        Assert.Equal(before, pace.PerSecond);
    }

    [Fact]
    public void Throttled_ItemsThatWereUnderWay_CountAsOneRefusal()
    {
        LearnedPace pace = Refused(answered: 60, seconds: 20);
        double before = pace.PerSecond!.Value;

        Assert.Null(pace.Throttled(Start.AddSeconds(19.5), Start.AddSeconds(20.5)));

        Assert.Equal(before, pace.PerSecond);
    }

    /// <summary>
    /// So many items were answered until the host refused one and asked for a second's rest, which ends after so many seconds.
    /// </summary>
    private static LearnedPace Refused(int answered, double seconds)
    {
        LearnedPace pace = new();
        pace.Started(Start);
        for (int item = 0; item < answered; item++)
        {
            pace.Answered();
        }

        Assert.NotNull(pace.Throttled(Start.AddSeconds(seconds - 1), Start.AddSeconds(seconds)));
        Assert.Equal(0.95 * answered / seconds, pace.PerSecond!.Value, 6);
        return pace;
    }
}
