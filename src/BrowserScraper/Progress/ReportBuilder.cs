using BrowserScraper.Items;

namespace BrowserScraper.Progress;

/// <summary>Adds up a run's events into its report. Memory grows with the items by a number and a key each.</summary>
internal sealed class ReportBuilder : IRunEventReader
{
    private const int MostSlow = 20;

    private const string NoEnd = "the run's end is not on record: it still goes on, or was killed";

    private readonly List<double> seconds = [];
    private readonly PriorityQueue<SlowAttempt, double> slowest = new();
    private readonly List<RecoveryStep> recoveries = [];
    private readonly List<ReportedFault> faults = [];
    private readonly HashSet<string> doneKeys = new(StringComparer.Ordinal);
    private readonly HashSet<string> leftKeys = new(StringComparer.Ordinal);
    private readonly HashSet<string> queuedKeys = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> attempts = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> titles = new(StringComparer.Ordinal); // of items in work
    private readonly SortedDictionary<string, int> trouble = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, int> lanes = new(StringComparer.Ordinal);
    private readonly List<Outage> away = [];
    private readonly SortedDictionary<int, double> busySeconds = [];
    private readonly SourceTotals sources = new();
    private readonly List<FailedItem> failures = [];
    private readonly Dictionary<string, FailedItem> postponed = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, AccountTokens> tokens = new(StringComparer.Ordinal);
    private RunEvent.RunStarted? started;
    private RunEvent.DiscoveryEnded? discovery;
    private RunEvent.RunEnded? ended;
    private DateTimeOffset? firstItem;
    private DateTimeOffset lastItem;
    private string? autoPages;
    private int pages;
    private int fetchedAgain;
    private int duplicates;
    private int renewals;
    private int skipped;
    private int signIns;
    private double signInSeconds;
    private long bytes;
    private DateTimeOffset lastAt;

    /// <summary>How the run stands on all of its machines; null where there is one.</summary>
    public Together? Together { private get; set; }

    /// <summary>The run's first event was read: there is something to report.</summary>
    public bool HasBegun => started is not null;

    public void Read(RunEvent happened)
    {
        lastAt = happened.At;
        sources.Read(happened);
        switch (happened)
        {
            case RunEvent.RunStarted start: started = start; pages = start.Pages; break;
            case RunEvent.Steered steered: (pages, autoPages) = (steered.Pages, steered.Auto); break;
            case RunEvent.SignedIn signedIn: signIns += signedIn.FromStore ? 0 : 1; signInSeconds += signedIn.Took.TotalSeconds; break;
            case RunEvent.Fault fault: faults.Add(new(SinceStart(fault.At), fault.Where, fault.Error, fault.Stack)); break;
            case RunEvent.BrowserRenewed: renewals++; break;
            case RunEvent.Recovery step: recoveries.Add(
                new(SinceStart(step.At), step.Step, step.Why, step.Worked, Math.Round(step.Took.TotalSeconds, 3), step.Page)); break;
            case RunEvent.TokenLineage lineage: tokens[lineage.Account] = new(lineage.Found, lineage.Tokens); break;
            case RunEvent.ItemQueued item: queuedKeys.Add(item.Key); leftKeys.Remove(item.Key); fetchedAgain += item.IsFetchedAgain ? 1 : 0;
            break;
            case RunEvent.ItemLeft item when !queuedKeys.Contains(item.Key): leftKeys.Add(item.Key); break;
            case RunEvent.HostAway host: away.Add(new(host.Host, host.Why, SinceStart(host.At))); break;
            case RunEvent.HostBack host: Returned(host.Host, host.After, isLeft: false); break;
            case RunEvent.HostLeft host: Returned(host.Host, host.After, isLeft: true); break;
            case RunEvent.DiscoveryEnded end: discovery = end; break;
            case RunEvent.ItemStarted item: firstItem ??= item.At; titles[item.Key] = item.Title; break;
            case RunEvent.ItemEnded item: Count(item); break;
            case RunEvent.ItemCancelled: skipped++; break;
            case RunEvent.ItemQueuedAgain item: failures.RemoveAll(failure => failure.Key == item.Key); break;
            case RunEvent.RunEnded end: ended = end; break;
        }
    }

    /// <summary>Where the run's last event is missing, the report says so, and ends with what was told last.</summary>
    public RunReport Build(long? peakMemory, IReadOnlyList<MemorySample> memory)
    {
        double work = firstItem is { } first ? (lastItem - first).TotalSeconds : 0;
        DateTimeOffset endedAt = ended?.At ?? lastAt;
        seconds.Sort();
        return new()
        {
            Job = started!.Job,
            Run = started.Run,
            Site = started.Site,
            StartedAt = started.At,
            EndedAt = endedAt,
            Stopped = ended?.Stopped,
            Message = ended is null ? NoEnd : ended.Message,
            Done = doneKeys.Count,
            DoneBefore = started.DoneBefore - fetchedAgain,
            Skipped = skipped,
            Failed = failures.Count,

            // What other machines have queued is not known here where the store cannot be asked at the end.
            Remaining = Math.Max(
                0, Math.Max(queuedKeys.Count + leftKeys.Count, started.Unfinished) - doneKeys.Count - skipped - failures.Count),
            FailedByOutcome = failures.GroupBy(failure => failure.Outcome, StringComparer.Ordinal)
                .ToDictionary(group => group.Key, group => group.Count(), StringComparer.Ordinal),
            TroubleByOutcome = trouble,
            FailuresByCause =
                [.. FailureGroup.Of(failures).Select(group => new FailureCause(group.Cause, group.Outcome, group.Items.Count))],
            Failures = failures,
            Postponed = [.. postponed.Values],
            Sources = sources.All,
            Slowest = [.. slowest.UnorderedItems.Select(item => item.Element).OrderByDescending(attempt => attempt.Seconds)],
            Recoveries = recoveries,
            Faults = faults,
            Outages = away,
            BrowserRenewals = renewals,
            Duplicates = duplicates,
            FilesSaved = sources.All.Sum(source => source.Files),
            FilesByLane = lanes,
            BytesSaved = bytes,
            RatePerHour = Math.Round(work > 0 ? doneKeys.Count / work * 3600 : 0, 1),
            MedianSeconds = Percentile(0.5),
            P95Seconds = Percentile(0.95),
            SignIns = signIns,
            SignInSeconds = Math.Round(signInSeconds, 3),
            DiscoverySeconds = Math.Round(discovery?.Took.TotalSeconds ?? 0, 3),
            DiscoveryFailure = discovery?.Failure,
            InputRefused = discovery?.Refused ?? 0,
            DiscoveryWasCutShort = discovery?.IsCutShort ?? false,
            WorkSeconds = Math.Round(work, 3),
            TotalSeconds = SinceStart(endedAt),
            Pages = pages,
            AutoPages = autoPages,
            BusyShareByPage = busySeconds.ToDictionary(
                page => page.Key, page => work > 0 ? Math.Round(Math.Min(1, page.Value / work), 3) : 0),
            PeakMemoryBytes = peakMemory,
            Memory = memory,
            Tokens = tokens,
            Together = Together,
            Settings = started.Settings,
        };
    }

    private void Count(RunEvent.ItemEnded item)
    {
        lastItem = item.At;
        if (item.Page != RunEvent.NoPage)
        {
            busySeconds[item.Page] = busySeconds.GetValueOrDefault(item.Page) + item.Took.TotalSeconds;
        }

        attempts[item.Key] = attempts.GetValueOrDefault(item.Key) + 1;
        double took = Math.Round(item.Took.TotalSeconds, 3);
        string? title = titles.Remove(item.Key, out string? known) && known.Length > 0 && known != item.Key ? known : null;
        slowest.Enqueue(new(item.Key, item.Page, item.Attempt, item.Outcome, took) { Title = title }, took);
        if (slowest.Count > MostSlow)
        {
            slowest.Dequeue();
        }

        if (item.Outcome is not (OutcomeNames.Done or OutcomeNames.Skipped))
        {
            trouble[item.Outcome] = trouble.GetValueOrDefault(item.Outcome) + 1;
        }

        postponed.Remove(item.Key);
        switch (item.State)
        {
            case ItemState.Waiting or ItemState.Working when item.Outcome is not (OutcomeNames.Interrupted or OutcomeNames.SignedOut):
                postponed[item.Key] = new(item.Key, item.Outcome, item.Reason, attempts[item.Key], took, item.Evidence) { Title = title };
                break;
            case ItemState.Done:
                duplicates += doneKeys.Add(item.Key) ? 0 : 1;
                seconds.Add(item.Took.TotalSeconds);
                Count([.. item.Files.Where(file => !file.IsShared)]);
                break;
            case ItemState.Skipped:
                skipped++;
                break;
            case ItemState.Failed:
                failures.Add(new(item.Key, item.Outcome, item.Reason, attempts[item.Key], took, item.Evidence) { Title = title });
                break;
        }
    }

    private void Count(SavedFile[] files)
    {
        bytes += files.Sum(file => file.Size);
        foreach (string lane in files.Select(file => file.Lane).OfType<string>())
        {
            lanes[lane] = lanes.GetValueOrDefault(lane) + 1;
        }
    }

    private void Returned(string host, TimeSpan after, bool isLeft)
    {
        int last = away.FindLastIndex(outage => outage.Host == host);
        if (last >= 0)
        {
            away[last] = away[last] with { Seconds = Math.Round(after.TotalSeconds, 3), WasLeft = isLeft };
        }
    }

    private double SinceStart(DateTimeOffset at) => Math.Round((at - (started?.At ?? at)).TotalSeconds, 3);

    private double Percentile(double share) =>
        seconds.Count == 0 ? 0 : Math.Round(seconds[Math.Min(seconds.Count - 1, (int)(seconds.Count * share))], 3);
}
