using BrowserScraper.Items;

namespace BrowserScraper.Progress;

/// <summary>Keeps the current status of a run by reading its events. <see cref="Current"/> may be read from any thread.</summary>
public sealed class StatusTracker(TimeProvider time) : IRunEventReader
{
    private readonly Lock gate = new();
    private readonly SortedDictionary<int, PageStatus> pages = [];
    private readonly SourceBook sources = new();
    private readonly HashSet<string> working = new(StringComparer.Ordinal);
    private RunStatus status = new();
    private DateTimeOffset? firstItemAt;

    /// <summary>Tells the memory in use, in bytes. Default: unknown.</summary>
    public Func<long?> Memory { get; set; } = () => null;

    public RunStatus Current
    {
        get
        {
            lock (gate)
            {
                return Reckoned() with { MemoryBytes = Memory(), Pages = [.. pages.Values], Sources = sources.All, WorkingSources = [.. working.Order(StringComparer.Ordinal)] };
            }
        }
    }

    public void Read(RunEvent happened)
    {
        lock (gate)
        {
            sources.Read(happened);
            status = Next(happened);
            status = IsProgress(happened) ? status with { ProgressAt = happened.At } : status;
        }
    }

    private RunStatus Next(RunEvent happened)
    {
        switch (happened)
        {
            case RunEvent.RunStarted started:
                return status with { Job = started.Job, Run = started.Run, StartedAt = started.At, DoneBefore = started.DoneBefore, Phase = "signing in" };
            case RunEvent.SignedIn when status.Phase == "signing in":
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
                return status.Phase == "signing in" ? status with { Phase = "working" } : status;
            case RunEvent.ItemEnded item:
                pages[item.Page] = new(item.Page, null, null, 0, null, null);
                return Counted(item);
            case RunEvent.Stopping:
                return status with { Phase = "stopping" };
            case RunEvent.RunEnded:
                return status with { Phase = "ended" };
            default:
                return status;
        }
    }

    private static bool IsProgress(RunEvent happened) =>
        happened is RunEvent.RunStarted or RunEvent.SignedIn or RunEvent.ItemQueued or RunEvent.DiscoveryEnded or RunEvent.ItemStarted or RunEvent.ItemEnded or RunEvent.RunEnded;

    private RunStatus Counted(RunEvent.ItemEnded item) => item.State switch
    {
        ItemState.Done => status with { Done = status.Done + 1 },
        ItemState.Skipped => status with { Skipped = status.Skipped + 1 },
        ItemState.Failed => status with { Failed = status.Failed + 1 },
        _ => status with { Retries = status.Retries + (item.Due is null ? 0 : 1) },
    };

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
