using BrowserScraper.Items;
using BrowserScraper.Progress;
using BrowserScraper.Tests.Progress;
using BrowserScraper.Tuning;
using Microsoft.Extensions.Time.Testing;

namespace BrowserScraper.Tests.Tuning;

public sealed class ThroughputMeterTests
{
    private readonly FakeTimeProvider clock = new();
    private readonly ThroughputMeter meter = new();
    private readonly Events events;

    public ThroughputMeterTests() => events = new(clock, meter);

    [Fact]
    public void Measure_ItemsThatReachBeyondIt_CountByWhatLiesWithin()
    {
        Begin(page: 1);
        clock.Advance(TimeSpan.FromSeconds(2));
        meter.Begin(clock.GetUtcNow());
        clock.Advance(TimeSpan.FromSeconds(2));
        End(page: 1); // half of it lay before
        Begin(page: 2);
        clock.Advance(TimeSpan.FromSeconds(1));

        TuningSample seen = meter.Measure(clock.GetUtcNow());

        Assert.Equal((TimeSpan.FromSeconds(3), 1, TimeSpan.FromSeconds(4)), (seen.Span, seen.Ended, seen.ItemTime));
        Assert.Equal(0.5 + 0.25, seen.Finished, 6); // the second one will take four seconds, too
        Assert.Equal(1, seen.Busy, 6);
    }

    [Fact]
    public void Measure_EachEnding_CountsAsWhatItIs()
    {
        meter.Begin(clock.GetUtcNow());
        foreach (string outcome in new[]
            { "Done", "Skipped", "Rejected", "SiteChanged", "BadFile", "Throttled", "Failed", "TimedOut", "Interrupted", "SignedOut" })
        {
            events.Attempt(outcome, outcome, ItemState.Waiting);
        }

        TuningSample seen = meter.Measure(clock.GetUtcNow());

        Assert.Equal((5, 1, 2, false), (seen.Ended, seen.Throttled, seen.Failed, seen.IsDisturbed));
        Assert.Equal(0.5, seen.Rate, 6);
    }

    [Fact]
    public void Measure_BrowserStartedAnew_IsDisturbedUntilItBeginsAgain()
    {
        meter.Begin(clock.GetUtcNow());
        clock.Advance(TimeSpan.FromSeconds(1));
        events.Tell(new RunEvent.BrowserRenewed("after 500 items", TimeSpan.FromSeconds(1)));
        Assert.True(meter.Measure(clock.GetUtcNow()).IsDisturbed);

        meter.Begin(clock.GetUtcNow());
        Assert.False(meter.Measure(clock.GetUtcNow()).IsDisturbed);
    }

    private void Begin(int page) => events.Tell(new RunEvent.ItemStarted(page, $"{page}", $"{page}", 1, TimeSpan.FromSeconds(30)));

    private void End(int page) =>
        events.Tell(new RunEvent.ItemEnded(page, $"{page}", "", 1, "Done", "", ItemState.Done, null, [], TimeSpan.Zero));
}
