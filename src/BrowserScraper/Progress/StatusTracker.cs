using System.Globalization;
using BrowserScraper.Items;

namespace BrowserScraper.Progress;

/// <summary>Keeps the current status of a run by reading its events. <see cref="Current"/> may be read from any thread.</summary>
internal sealed class StatusTracker(TimeProvider time) : IRunEventReader
{
    private readonly Lock gate = new();
    private readonly SortedDictionary<int, PageStatus> pages = [];
    private readonly SourceTotals sources = new();
    private readonly HashSet<string> working = new(StringComparer.Ordinal);
    private readonly HashSet<string> failed = new(StringComparer.Ordinal);
    private readonly SortedSet<string> away = new(StringComparer.Ordinal);
    private RunStatus status = new();
    private DateTimeOffset? firstItemAt;

    /// <summary>Tells what stands in the queue: ready, due later, in work. Default: nothing.</summary>
    public Func<(int Ready, int Later, int InWork)> Queue { get; set; } = () => default;

    /// <summary>Tells the memory in use, in bytes. Default: unknown.</summary>
    public Func<long?> Memory { get; set; } = () => null;

    public RunStatus Current
    {
        get
        {
            lock (gate)
            {
                (int ready, int later, int inWork) = Queue();
                return Reckoned() with
                {
                    // nobody is stuck who waits for the operator, or for a site
                    ProgressAt = status.IsPaused || away.Count > 0 ? time.GetUtcNow() : status.ProgressAt,
                    Waiting = ready + later,
                    DueLater = later,
                    InWork = inWork,
                    MemoryBytes = Memory(),
                    Pages = Seen(),
                    Sources = sources.All,
                    AwayHosts = [.. away],
                    Phase = away.Count > 0 && status.Phase == "working" ? $"working, {string.Join(", ", away)} away" : status.Phase,
                    WorkingSources = [.. working.Order(StringComparer.Ordinal)],
                };
            }
        }
    }

    public void Read(RunEvent happened)
    {
        lock (gate)
        {
            sources.Read(happened);
            status = Next(happened);
            status = status with { Sequence = status.Sequence + 1, ProgressAt = IsProgress(happened) ? happened.At : status.ProgressAt };
        }
    }

    private bool IsBeginning => status.Phase is "signing in" or "starting the browser";

    private RunStatus Next(RunEvent happened)
    {
        switch (happened)
        {
            case RunEvent.RunStarted started:
                return status
                    with { Job = started.Job, Run = started.Run, StartedAt = started.At, DoneBefore = started.DoneBefore,
                    PageCount = started.Pages, Deadline = DeadlineOf(started), Phase = started.SignsIn
                    ? "signing in" : "starting the browser" };
            case RunEvent.SignedIn when IsBeginning:
                return status with { Phase = "working" };
            case RunEvent.ItemQueued item:
                return status with { Queued = status.Queued + 1, DoneBefore = status.DoneBefore - (item.IsFetchedAgain ? 1 : 0) };
            case RunEvent.DiscoveryEnded:
                return status with { DiscoveryIsOver = true };
            case RunEvent.GroupStarted group:
                working.Add(group.Group);
                return status;
            case RunEvent.GroupEnded group:
                working.Remove(group.Group);
                return status;
            case RunEvent.ItemStarted item:
                firstItemAt ??= item.At;
                pages[item.Page] = new(item.Page, item.Key, item.Title, item.Attempt, item.At, item.At + item.Limit);
                return IsBeginning ? status with { Phase = "working" } : status;
            case RunEvent.ItemEnded item:
                if (item is { WasHeld: false, Page: not RunEvent.NoPage })
                {
                    pages[item.Page] = new(item.Page, null, null, 0, null, null);
                }

                return Counted(item) with { Held = status.Held - (item.WasHeld ? 1 : 0) };
            case RunEvent.ItemHeld held:
                pages[held.Page] = new(held.Page, null, null, 0, null, null);
                return status with { Held = status.Held + 1 };
            case RunEvent.ItemCancelled:
                return status with { Skipped = status.Skipped + 1 };
            case RunEvent.ItemQueuedAgain item:
                // What an earlier run has given up is new to this one.
                return failed.Remove(item.Key) ? status with { Failed = failed.Count } : status with { Queued = status.Queued + 1 };
            case RunEvent.HostAway host:
                away.Add(host.Host);
                return status;
            case RunEvent.HostBack host:
                away.Remove(host.Host);
                return status;
            case RunEvent.HostLeft host:
                away.Remove(host.Host);
                return status;
            case RunEvent.Recovered:
                return status with { IsRecovered = true };
            case RunEvent.Steered steered:
                return status
                    with { IsPaused = steered.IsPaused || steered.Pages == 0, PageCount = steered.Pages, AutoPages = steered.Auto };
            case RunEvent.Stopping:
                return status with { Phase = "stopping" };
            case RunEvent.RunEnded:
                return status with { Phase = "ended" };
            default:
                return status;
        }
    }

    private static bool IsProgress(RunEvent happened) =>
        happened is RunEvent.RunStarted or RunEvent.SignedIn or RunEvent.ItemQueued or RunEvent.DiscoveryEnded or RunEvent.ItemStarted
            or RunEvent.ItemEnded or RunEvent.RunEnded or RunEvent.Steered or RunEvent.ItemCancelled or RunEvent.HostAway
            or RunEvent.HostBack or RunEvent.HostLeft;

    private RunStatus Counted(RunEvent.ItemEnded item)
    {
        if (item.State == ItemState.Failed)
        {
            failed.Add(item.Key);
        }

        return Counts(item) with { Failed = failed.Count };
    }

    private RunStatus Counts(RunEvent.ItemEnded item) => item.State switch
    {
        ItemState.Done => status with { Done = status.Done + 1 },
        ItemState.Skipped => status with { Skipped = status.Skipped + 1 },
        ItemState.Failed => status,
        _ => status with { Retries = status.Retries + (item.Due is null ? 0 : 1) },
    };

    /// <summary>Pages at work, and as many idle ones as there still are.</summary>
    private PageStatus[] Seen()
    {
        int surplus = Math.Max(0, pages.Count - status.PageCount);
        PageStatus[] gone = [.. pages.Values.Reverse().Where(page => page.Item is null).Take(surplus)];
        return [.. pages.Values.Except(gone)];
    }

    private static DateTimeOffset? DeadlineOf(RunEvent.RunStarted started) =>
        double.TryParse(started.Settings.GetValueOrDefault("GLOBAL_JOB_TIMEOUT"), CultureInfo.InvariantCulture, out double seconds)
            ? started.At.AddSeconds(seconds) : null;

    private RunStatus Reckoned()
    {
        if (firstItemAt is not { } first || status.Settled == 0)
        {
            return status;
        }

        double seconds = Math.Max((time.GetUtcNow() - first).TotalSeconds, 0.001);
        double perSecond = status.Settled / seconds;
        return status with
        {
            RatePerHour = status.Done / seconds * 3600,
            TimeLeft = TimeSpan.FromSeconds(Math.Max(0, status.Queued - status.Settled) / perSecond),
        };
    }
}
