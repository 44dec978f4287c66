using System.Diagnostics;
using System.Diagnostics.Metrics;
using BrowserScraper.Items;
using BrowserScraper.Progress;
using Microsoft.Extensions.Time.Testing;

namespace BrowserScraper.Tests.Progress;

public sealed class RunMetricsTests : IDisposable
{
    private readonly string job = $"job-{Guid.NewGuid():n}"; // other tests tell their events to the same meter
    private readonly Dictionary<string, double> measured = new(StringComparer.Ordinal);
    private readonly List<Activity> activities = [];
    private readonly MeterListener meters = new();
    private readonly ActivityListener tracer;
    private readonly FakeTimeProvider clock = new();
    private readonly RunMetrics metrics = new();

    public RunMetricsTests()
    {
        meters.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name == RunMetrics.Name)
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        meters.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Add(instrument, value, tags));
        meters.SetMeasurementEventCallback<int>((instrument, value, tags, _) => Add(instrument, value, tags));
        meters.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Add(instrument, value, tags));
        meters.Start();
        tracer = new()
        {
            ShouldListenTo = source => source.Name == RunMetrics.Name,
            Sample = (ref _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = activity =>
            {
                lock (activities)
                {
                    activities.Add(activity);
                }
            },
        };
        ActivitySource.AddActivityListener(tracer);
    }

    public void Dispose()
    {
        meters.Dispose();
        tracer.Dispose();
    }

    [Fact]
    public void Read_ARun_CountsItemsAndTracesEachAttemptBelowIt()
    {
        Tell(new RunEvent.RunStarted(job, "run-1", "a site", 1, null, 0, 0, new Dictionary<string, string>()));
        Tell(new RunEvent.SignedIn(1, TimeSpan.Zero));
        Tell(new RunEvent.ItemQueued("a"));
        Tell(new RunEvent.ItemStarted(1, "a", "A", 1, TimeSpan.FromMinutes(3)));
        clock.Advance(TimeSpan.FromSeconds(2));
        Tell(Ended("Failed", ItemState.Waiting));
        Tell(new RunEvent.ItemStarted(1, "a", "A", 2, TimeSpan.FromMinutes(3)));
        Tell(Ended("Done", ItemState.Done, new SavedFile("a.pdf", 1000, "")));
        Tell(new RunEvent.RunEnded(null, null));

        Assert.Equal(
            ["browserscraper.attempt.duration=4", "browserscraper.attempts=2", "browserscraper.items.in_work=0",
                "browserscraper.items.queued=1", "browserscraper.saved=1000", "browserscraper.sign_ins=1"],
            measured.Select(pair => $"{pair.Key}={pair.Value}").Order(StringComparer.Ordinal));
        Activity[] own = [.. activities.Where(activity => (string?)activity.GetTagItem("job") == job)];
        Activity run = own.Single(activity => activity.OperationName == $"run {job}");
        Assert.Equal(TimeSpan.FromSeconds(2), run.Duration);
        Assert.Equal(
            [(ActivityStatusCode.Error, 2.0, run.SpanId), (ActivityStatusCode.Ok, 2.0, run.SpanId)],
            own.Except([run]).Select(attempt => (attempt.Status, attempt.Duration.TotalSeconds, attempt.ParentSpanId)));
        Assert.Null(Activity.Current);
    }

    private static RunEvent.ItemEnded Ended(string outcome, ItemState state, params SavedFile[] files) =>
        new(1, "a", "group", 1, outcome, "why", state, null, files, TimeSpan.FromSeconds(2));

    private void Tell(RunEvent happened) => new Events(clock, metrics).Tell(happened);

    private void Add(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        if (tags.Contains(new("job", job)))
        {
            measured[instrument.Name] = measured.GetValueOrDefault(instrument.Name) + value;
        }
    }
}
