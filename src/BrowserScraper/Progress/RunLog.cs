using BrowserScraper.Items;
using Microsoft.Extensions.Logging;

namespace BrowserScraper.Progress;

/// <summary>Tells a run's events to the log, one line each.</summary>
internal sealed class RunLog(ILogger log) : IRunEventReader
{
    private readonly SortedDictionary<string, (int Done, int Failed)> groups = new(StringComparer.Ordinal);
    private RunEvent.RunStarted? started;
    private int skipped;

    public void Read(RunEvent happened)
    {
        switch (happened)
        {
            case RunEvent.RunStarted start:
                started = start;
                log.JobStart(start.Job, start.Limit is { } limit ? $"first {limit}" : "all", start.Site, start.Run);
                log.Config(string.Join(", ", start.Settings.Select(setting => $"{setting.Key}={setting.Value}")));
                break;
            case RunEvent.Notice notice: log.Notice(notice.Text); break;
            case RunEvent.Recovery step: log.Recovered(step.Step, step.Page is { } page ? $"page {page}" : "all pages", step.Why, step.Worked ? "worked" : "did not work", step.Took.TotalSeconds); break;
            case RunEvent.SignedIn signedIn: log.SignedIn(signedIn.Generation, signedIn.Took.TotalSeconds); break;
            case RunEvent.DiscoveryEnded { Failure: { } failure } end: log.DiscoveryFailed(end.Found, failure); break;
            case RunEvent.DiscoveryEnded { IsCutShort: true } end: log.DiscoveryStopped(end.Found, end.Took.TotalSeconds); break;
            case RunEvent.DiscoveryEnded end: log.DiscoveryCompleted(end.Found, end.Took.TotalSeconds); break;
            case RunEvent.ItemEnded item: Tell(item); break;
            case RunEvent.Stopping { Why: StopReason.TimeLimit }: log.GlobalTimeout(started!.Job, started.Settings["GLOBAL_JOB_TIMEOUT"]); break;
            case RunEvent.Stopping stopping: log.Stopping(stopping.Why.ToString(), stopping.Message); break;
            case RunEvent.RunEnded end: TellEnd(end); break;
        }
    }

    private void Tell(RunEvent.ItemEnded item)
    {
        (int done, int failed) = groups.GetValueOrDefault(item.Group);
        switch (item.State)
        {
            case ItemState.Done:
                groups[item.Group] = (done + 1, failed);
                foreach (SavedFile file in item.Files)
                {
                    log.Success(item.Group, file.Path, file.Size, item.Took.TotalSeconds);
                }

                if (item.Files.Count == 0)
                {
                    log.SuccessWithoutFiles(item.Group, item.Key, item.Took.TotalSeconds);
                }

                break;
            case ItemState.Skipped:
                skipped++;
                log.Skipped(item.Group, item.Key, item.Reason);
                break;
            case ItemState.Failed:
                groups[item.Group] = (done, failed + 1);
                if (item.Outcome == nameof(ItemOutcome.TimedOut))
                {
                    log.TimedOut(item.Group, started!.Settings["ITEM_TIMEOUT"], item.Key, item.Attempt, item.Reason);
                }
                else
                {
                    log.Failed(item.Group, item.Key, item.Attempt, item.Outcome, item.Reason);
                }

                break;
            default:
                log.Retry(item.Group, item.Key, item.Attempt, item.Outcome, item.Reason);
                break;
        }
    }

    private void TellEnd(RunEvent.RunEnded end)
    {
        int done = groups.Values.Sum(group => group.Done);
        int failed = groups.Values.Sum(group => group.Failed);
        log.JobComplete(started!.Job, done, skipped, failed, (end.At - started.At).TotalSeconds);
        log.Statistics(
            Names(groups.Where(group => group.Value.Done > 0)),
            Names(groups.Where(group => group.Value.Failed > 0)));
    }

    private static string Names(IEnumerable<KeyValuePair<string, (int Done, int Failed)>> some) =>
        string.Join(", ", some.Select(group => group.Key)) is { Length: > 0 } names ? names : "none";
}
