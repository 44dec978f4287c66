using System.Text.RegularExpressions;
using BrowserScraper.Items;
using Microsoft.Extensions.Logging;

namespace BrowserScraper.Progress;

/// <summary>Tells a run's events to the log, one line each.</summary>
internal sealed partial class RunLog(ILogger log) : IRunEventReader
{
    private readonly SourceTotals sources = new();
    private RunEvent.RunStarted? started;
    private int skipped;

    public void Read(RunEvent happened)
    {
        sources.Read(happened);
        switch (happened)
        {
            case RunEvent.RunStarted start:
                started = start;
                log.JobStart(
                    start.Job, OneLine(start.Request) ?? (start.Limit is { } limit ? $"first {limit}" : "all"), start.Sources.Count > 0
                    ? string.Join(", ", start.Sources) : start.Site, start.Run);
                log.Config(string.Join(
                    ", ", start.Settings.Select(setting => $"{setting.Key.ToLowerInvariant()}={OneLine(setting.Value)}")));
                break;
            case RunEvent.Notice notice: log.Notice(Spoken(notice.Text)); break;
            case RunEvent.Fault fault: log.Fault(OneLine(fault.Where)!, Spoken(fault.Error), fault.Stack); break;
            case RunEvent.Recovery step: log.Recovered(
                step.Step, step.Page is { } page
                ? $"page {page}" : "all pages", Spoken(step.Why), step.Worked ? "worked" : "did not work", step.Took.TotalSeconds); break;
            case RunEvent.SignedIn signedIn: log.SignedIn(signedIn.Generation, signedIn.Took.TotalSeconds); break;
            case RunEvent.DiscoveryEnded
                { Failure: { } doubt, WasReadToItsEnd: true } end: log.DiscoveryIncomplete(end.Found, Spoken(doubt)); break;
            case RunEvent.DiscoveryEnded { Failure: { } failure } end: log.DiscoveryFailed(end.Found, Spoken(failure)); break;
            case RunEvent.DiscoveryEnded { WasElsewhere: true }: break; // that machine tells of it
            case RunEvent.DiscoveryEnded { IsCutShort: true } end: log.DiscoveryStopped(end.Found, end.Took.TotalSeconds); break;
            case RunEvent.DiscoveryEnded end: log.DiscoveryCompleted(end.Found, end.Took.TotalSeconds); break;
            case RunEvent.ItemEnded item: Tell(item); break;
            case RunEvent.ItemCancelled item: skipped++; log.Skipped(item.Group, item.Key, "cancelled"); break;
            case RunEvent.ItemQueuedAgain item: log.QueuedAgain(item.Group, item.Key); break;
            case RunEvent.Steered { IsPaused: true }: log.Paused(); break;
            case RunEvent.Steered { Why: { } why, Pages: var pages, Before: var before }
                when pages != before: log.Tuned(before, pages, why); break;
            case RunEvent.Steered
                { Auto: { } bounds } auto: log.TunesItself(auto.Pages, bounds.Replace("-", " to ", StringComparison.Ordinal)); break;
            case RunEvent.Paced pace: log.Paced(
                pace.Host, pace.PerSecond is { } rate ? $"{rate:0.00} items/s" : "as fast as pages go", Spoken(pace.Why)); break;
            case RunEvent.HostAway away: log.HostAway(away.Host, Spoken(away.Why)); break;
            case RunEvent.HostBack back: log.HostBack(back.Host, back.After.TotalSeconds); break;
            case RunEvent.HostLeft left: log.HostLeft(left.Host, left.After.TotalSeconds, Spoken(left.Why)); break;
            case RunEvent.Steered steered: log.Working(steered.Pages); break;
            case RunEvent.GroupEnded end: TellEnd(end); break;
            case RunEvent.Stopping { Why: StopReason.TimeLimit }: log.GlobalTimeout(started!.Job, started.Settings["GLOBAL_JOB_TIMEOUT"]);
            break;
            case RunEvent.Stopping stopping: log.Stopping(stopping.Why.ToString(), Spoken(stopping.Message)); break;
            case RunEvent.RunEnded end: TellEnd(end); break;
        }
    }

    private void Tell(RunEvent.ItemEnded item)
    {
        switch (item.State)
        {
            case ItemState.Done:
                foreach (SavedFile file in item.Files)
                {
                    if (file.IsShared)
                    {
                        log.Duplicate(item.Group, item.Key, file.Path, item.Took.TotalSeconds);
                    }
                    else
                    {
                        log.Success(item.Group, file.Path, file.Size, item.Took.TotalSeconds);
                    }
                }

                if (item.Files.Count == 0)
                {
                    log.DoneWithoutFiles(item.Group, item.Key, item.Took.TotalSeconds);
                }

                break;
            case ItemState.Skipped:
                skipped++;
                log.Skipped(item.Group, item.Key, Spoken(item.Reason));
                break;
            case ItemState.Failed:
                if (item.Outcome == OutcomeNames.TimedOut)
                {
                    log.TimedOut(item.Group, item.Limit?.TotalSeconds ?? 0, item.Key, item.Attempt, Spoken(item.Reason));
                }
                else
                {
                    log.Failed(item.Group, item.Key, item.Attempt, item.Outcome, Spoken(item.Reason));
                }

                break;
            default:
                log.Retry(item.Group, item.Key, item.Attempt, item.Outcome, Spoken(item.Reason));
                break;
        }
    }

    private void TellEnd(RunEvent.GroupEnded end)
    {
        SourceResult source = sources[end.Group];
        if (source is { Left: 0, TimedOut: false })
        {
            log.SourceCompleted(end.Group, source.Files, end.Took.TotalSeconds);
        }
        else
        {
            log.SourceStopped(
                end.Group, source.Files, source.Left, end.Took.TotalSeconds, end.Limit is null ? "the run was stopped" : "source_timeout");
        }
    }

    private void TellEnd(RunEvent.RunEnded end)
    {
        IReadOnlyList<SourceResult> all = sources.All;
        log.JobComplete(
            started!.Job, all.Sum(source => source.Files), skipped, all.Sum(source => source.Failed), (end.At - started.At).TotalSeconds);
        log.Statistics(
            Names(all.Where(source => source.Files > 0 || (source.Done > 0 && source.IsWhole))),
            Names(all.Where(source => !source.IsWhole)));
    }

    // Names of settings in lower case: whoever counts the lines with TIMEOUT in them does not mean those that speak of ITEM_TIMEOUT.
    private static string Spoken(string text) => Limit().Replace(OneLine(text)!, name => name.Value.ToLowerInvariant());

    // A line break from outside would make two lines of one.
    private static string? OneLine(string? text) =>
        text is not null && text.Any(char.IsControl) ? string.Concat(text.Select(letter => char.IsControl(letter) ? ' ' : letter)) : text;

    private static string Names(IEnumerable<SourceResult> some) =>
        string.Join(", ", some.Select(source => source.Source)) is { Length: > 0 } names ? names : "none";

    [GeneratedRegex("[A-Z_]+_TIMEOUT")]
    private static partial Regex Limit();
}
