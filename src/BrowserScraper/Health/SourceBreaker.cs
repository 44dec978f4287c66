using BrowserScraper.Items;
using BrowserScraper.Progress;

namespace BrowserScraper.Health;

/// <summary>
/// Skips sources that have failed again and again, for a while; after that, one item tries whether they work again, and the others
/// wait for how it ends. Polly's breaker forgets with its process, and this one has to know what earlier runs have met. Members may be
/// called concurrently.
/// </summary>
internal sealed class SourceBreaker
{
    private readonly Dictionary<string, Doubtful> doubtful = new(StringComparer.Ordinal);
    private readonly Lock gate = new();
    private readonly TimeSpan pause;
    private readonly Action<RunEvent> tell;
    private readonly TimeProvider time;

    /// <param name="health">What earlier runs have met.</param>
    /// <param name="pause">From SOURCE_PAUSE; zero never skips.</param>
    /// <param name="tell">Told what is skipped.</param>
    /// <param name="time">The clock.</param>
    public SourceBreaker(ScriptHealth health, TimeSpan pause, Action<RunEvent> tell, TimeProvider time)
    {
        this.pause = pause;
        this.tell = tell;
        this.time = time;
        IEnumerable<SourceHealth> failing = health.Sources.Where(source => source.FailuresInARow >= SourceHealth.MostFailures);
        foreach (SourceHealth known in pause > TimeSpan.Zero ? failing : [])
        {
            SourceHealth source = known.Bounded(pause, time.GetUtcNow());
            doubtful[source.Source] = new(source) { Until = source.PausedUntil > time.GetUtcNow() ? source.PausedUntil : null };
        }
    }

    /// <summary>Whether an item may be queued. Of those that may not, those that only wait come back from <see cref="Ended"/>.</summary>
    public bool Lets(WorkItem item)
    {
        lock (gate)
        {
            if (item.Group is null || !doubtful.TryGetValue(item.Group, out Doubtful? source) || source.Probe == item.Key)
            {
                return true;
            }

            if (source is { Until: null, Probe: null })
            {
                source.Probe = item.Key;
                tell(new RunEvent.Notice(
                    $"SOURCE ON TRIAL: {item.Group} failed {source.Known.FailuresInARow} times running; {item.Key} is tried first, the "
                        + "rest waits for how it ends"));
                return true;
            }

            tell(new RunEvent.ItemLeft(item.Key, item.Group));
            if (source.Until is { } until)
            {
                TellOnce(source, source.Known.FailuresInARow, source.Known.LastError, until);
            }
            else
            {
                source.Waiting.Add(item);
            }

            return false;
        }
    }

    /// <summary>Called when an attempt has ended, before its item is settled.</summary>
    /// <param name="item">The item.</param>
    /// <param name="outcome">How it ended.</param>
    /// <param name="verdict">What becomes of it.</param>
    /// <returns>What may begin now.</returns>
    public IReadOnlyList<WorkItem> Ended(WorkItem item, ItemOutcome outcome, Verdict verdict)
    {
        lock (gate)
        {
            // Left by a run that stops, an item has shown nothing.
            bool isTrial = item.Group is not null && doubtful.TryGetValue(item.Group, out Doubtful? doubted) && doubted.Probe == item.Key;
            if (!isTrial || verdict.State == ItemState.Waiting)
            {
                return [];
            }

            Doubtful source = doubtful[item.Group!];
            if (verdict.State == ItemState.Failed)
            {
                int failures = source.Known.FailuresInARow + 1;
                source.Until = time.GetUtcNow() + SourceHealth.PauseAfter(failures, pause);
                TellOnce(source, failures, $"{outcome.Name}: {outcome.Reason}", source.Until.Value);
                return [];
            }

            doubtful.Remove(item.Group!);
            return source.Waiting;
        }
    }

    private void TellOnce(Doubtful source, int failures, string? error, DateTimeOffset until)
    {
        if (!source.IsTold)
        {
            source.IsTold = true;
            tell(new RunEvent.GroupSkipped(source.Known.Source, failures, error ?? "", until));
            tell(new RunEvent.Notice(
                $"SOURCE SKIPPED: {source.Known.Source} failed {failures} times running, last: {error}; it is tried again after "
                    + $"{SourceHealth.Time(until)}"));
        }
    }

    private sealed class Doubtful(SourceHealth known)
    {
        public SourceHealth Known => known;

        /// <summary>Skipped until then; null where it may be tried.</summary>
        public DateTimeOffset? Until { get; set; }

        /// <summary>The item that tries it.</summary>
        public string? Probe { get; set; }

        public List<WorkItem> Waiting { get; } = [];

        public bool IsTold { get; set; }
    }
}
