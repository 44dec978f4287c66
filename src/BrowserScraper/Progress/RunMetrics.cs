using System.Diagnostics;
using System.Diagnostics.Metrics;
using BrowserScraper.Items;

namespace BrowserScraper.Progress;

/// <summary>
/// Tells a run's events to whoever listens to the meter and the activity source named <see cref="Name"/>: an activity for the run and one
/// below it for each attempt. Costs next to nothing where nobody listens.
/// </summary>
internal sealed class RunMetrics : IRunEventReader
{
    /// <summary>The name of meter and activity source.</summary>
    public const string Name = "BrowserScraper";

    private static readonly Meter Meter = new(Name);
    private static readonly ActivitySource Source = new(Name);
    private static readonly Counter<long> Ended = Meter.CreateCounter<long>(
        "browserscraper.attempts", "{attempt}", "attempts that ended, by outcome and the item's state after it");
    private static readonly Histogram<double> Took = Meter.CreateHistogram<double>(
        "browserscraper.attempt.duration", "s", "from the lease of a page to the verdict");
    private static readonly Counter<long> Saved = Meter.CreateCounter<long>("browserscraper.saved", "By", "bytes of files in place");
    private static readonly UpDownCounter<int> InWork = Meter.CreateUpDownCounter<int>(
        "browserscraper.items.in_work", "{item}", "items in work");
    private static readonly Counter<long> Found = Meter.CreateCounter<long>(
        "browserscraper.items.queued", "{item}", "items that came into the queue");
    private static readonly Counter<long> SignIns = Meter.CreateCounter<long>(
        "browserscraper.sign_ins", "{sign_in}", "times that somebody signed in");
    private static readonly Counter<long> Recoveries = Meter.CreateCounter<long>(
        "browserscraper.recoveries", "{step}", "steps taken to end what did not end by itself");

    private KeyValuePair<string, object?> job;
    private Activity? run;

    public void Read(RunEvent happened)
    {
        switch (happened)
        {
            case RunEvent.RunStarted started: Begin(started); break;
            case RunEvent.ItemQueued: Found.Add(1, job); break;
            case RunEvent.SignedIn { FromStore: false }: SignIns.Add(1, job); break;
            case RunEvent.Recovery step: Recoveries.Add(1, job, new("step", step.Step)); break;
            case RunEvent.ItemStarted: InWork.Add(1, job); break;
            case RunEvent.ItemEnded item: End(item); break;
            case RunEvent.RunEnded end: End(end); break;
        }
    }

    private void Begin(RunEvent.RunStarted started)
    {
        job = new("job", started.Job);
        run = Source.StartActivity(
            $"run {started.Job}", ActivityKind.Internal, default(ActivityContext), [job, new("run", started.Run)], startTime: started.At);
        Activity.Current = null; // what this thread does next is no part of the run
    }

    private void End(RunEvent.ItemEnded item)
    {
        KeyValuePair<string, object?> outcome = new("outcome", item.Outcome);
        InWork.Add(-1, job);
        Ended.Add(1, job, outcome, new("state", item.State.ToString()));
        Took.Record(item.Took.TotalSeconds, job, outcome);
        Saved.Add(item.Files.Where(file => !file.IsShared).Sum(file => file.Size), job);
        using Activity? attempt = Source.StartActivity(
            "attempt", ActivityKind.Client, run?.Context ?? default,
            [job, outcome, new("item", item.Key), new("group", item.Group), new("attempt", item.Attempt), new("page", item.Page)],
            startTime: item.At - item.Took);
        attempt?.SetStatus(
            item.State is ItemState.Done or ItemState.Skipped ? ActivityStatusCode.Ok : ActivityStatusCode.Error, item.Reason)
            .SetEndTime(item.At.UtcDateTime);
    }

    private void End(RunEvent.RunEnded end)
    {
        run?.SetStatus(end.Stopped is null ? ActivityStatusCode.Ok : ActivityStatusCode.Error, end.Message).SetEndTime(end.At.UtcDateTime);
        run?.Dispose();
    }
}
