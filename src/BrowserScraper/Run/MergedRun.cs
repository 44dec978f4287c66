using BrowserScraper.Items;
using BrowserScraper.Progress;
using BrowserScraper.Reports;
using BrowserScraper.Stores;

namespace BrowserScraper.Run;

/// <summary>
/// The report of a run over all of its machines: what has become of items is the store's, and what has happened when is told by the events
/// that each machine has left. One that was killed has left none.
/// </summary>
internal sealed class MergedRun
{
    private readonly WholeRun stand;
    private readonly MergedMachine[] machines;

    private MergedRun(WholeRun stand)
    {
        this.stand = stand;
        machines =
        [
            .. stand.Machines.Select((view, index) => new MergedMachine(
                view, index, NameOf(view, index), stand.Folder is null ? null : MachineFiles.FolderOf(stand.Folder, view.Number))),
        ];
    }

    /// <summary>Writes <c>report.json</c> and <c>report.html</c> into the run's folder.</summary>
    /// <param name="stand">The run. It has a folder.</param>
    /// <returns>The path of the page.</returns>
    /// <exception cref="IOException">The folder cannot be read or written.</exception>
    public static string Write(WholeRun stand)
    {
        string folder = stand.Folder!;
        string own = Path.Combine(folder, $"written-{Guid.NewGuid():n}"); // others may be writing the same
        for (int known = -1; known != Left(stand);)
        {
            known = Left(stand); // one that leaves meanwhile has perhaps written before this
            WriteOnce(stand, own, folder);
        }

        return ReportFile.PathIn(folder);
    }

    private static void WriteOnce(WholeRun stand, string own, string folder)
    {
        Directory.CreateDirectory(own);
        (RunReport report, RunTimeline timeline) = new MergedRun(stand).Read();
        RunJson.Save(RecordedRun.ReportPathIn(own), report);
        ReportFile.Write(own, report, timeline);
        foreach (string written in Directory.GetFiles(own))
        {
            File.Move(written, Path.Combine(folder, Path.GetFileName(written)), overwrite: true);
        }

        Directory.Delete(own);
    }

    /// <summary>As short as it can be, and no other one's.</summary>
    private string NameOf(MachineView view, int index) => stand.Machines.Where(other => other.Host == view.Host).ToArray() switch
    {
        [_] => view.Host,
        var all when all.Count(other => other.Process == view.Process) == 1 => $"{view.Host}:{view.Process}",
        _ => $"{view.Host}:{view.Process}#{index + 1}",
    };

    private static int Left(WholeRun stand) =>
        stand.Machines.Count(machine => MachineFiles.AreIn(MachineFiles.FolderOf(stand.Folder!, machine.Number)));

    /// <summary>What is known of it.</summary>
    /// <exception cref="IOException">The folder cannot be read.</exception>
    public static RunReport ReportOf(WholeRun stand) => new MergedRun(stand).Read().Report;

    private (RunReport Report, RunTimeline Timeline) Read()
    {
        RunTimeline timeline = new();
        ReportBuilder builder = new();
        RunEvent.RunStarted begun = Begun();
        SortedDictionary<int, string> names = [];
        builder.Read(begun);
        timeline.Read(begun);
        foreach ((RunEvent happened, int machine) in InOrder())
        {
            if (happened is RunEvent.RunStarted or RunEvent.RunEnded or RunEvent.DiscoveryEnded { WasElsewhere: true })
            {
                continue; // of one machine, and not of the run
            }

            if (happened is RunEvent.ItemStarted { Page: var page })
            {
                names[page] = $"{machines[machine].Name}/{MachinePages.OnMachine(page)}";
            }

            builder.Read(happened);
            timeline.Read(happened, machine);
        }

        return (WithNumbers(builder.Build(peakMemory: null, memory: []), names), timeline);
    }

    /// <summary>The run's first event: from its beginning, whichever machine has told of one.</summary>
    private RunEvent.RunStarted Begun()
    {
        RunEvent.RunStarted? first = machines.Select(
            machine => machine.Events().Select(each => each.Happened).OfType<RunEvent.RunStarted>().FirstOrDefault())
            .OfType<RunEvent.RunStarted>().MinBy(each => each.At);
        RunEvent.RunStarted begun = first ?? new(stand.Job, "", stand.Site, 0, null, 0, 0, new Dictionary<string, string>());
        begun = begun with { Run = $"{stand.Number}", DoneBefore = DoneBefore, Unfinished = 0 };
        begun.At = stand.Begun;
        return begun;
    }

    /// <summary>All events, the oldest first.</summary>
    private IEnumerable<(RunEvent Happened, int Machine)> InOrder()
    {
        PriorityQueue<IEnumerator<(RunEvent Happened, int Machine)>, DateTimeOffset> next = new();
        try
        {
            foreach (MergedMachine machine in machines)
            {
                Enter(machine.Events().GetEnumerator());
            }

            while (next.TryDequeue(out IEnumerator<(RunEvent, int)>? first, out _))
            {
                yield return first.Current;
                Enter(first);
            }
        }
        finally
        {
            foreach ((IEnumerator<(RunEvent, int)> left, _) in next.UnorderedItems)
            {
                left.Dispose();
            }
        }

        void Enter(IEnumerator<(RunEvent Happened, int Machine)> of)
        {
            if (of.MoveNext())
            {
                next.Enqueue(of, of.Current.Happened.At);
            }
            else
            {
                of.Dispose();
            }
        }
    }

    private static int SettledIn(IReadOnlyDictionary<ItemState, int> items) =>
        items.GetValueOrDefault(ItemState.Done) + items.GetValueOrDefault(ItemState.Skipped);

    private int DoneBefore => SettledIn(stand.OfJob) - SettledIn(stand.OfRun);

    /// <summary>What the events tell, with the store's numbers: they count what a killed machine has done, too.</summary>
    private RunReport WithNumbers(RunReport told, SortedDictionary<int, string> names)
    {
        int done = stand.OfRun.GetValueOrDefault(ItemState.Done);
        int failed = stand.OfRun.GetValueOrDefault(ItemState.Failed);
        MachinePart[] parts = [.. machines.Select(machine => machine.Part())];
        DateTimeOffset ended = stand.Ended
            ?? (machines.Any(machine => machine.GoesOn) ? stand.Now : parts.Max(part => part.Until) ?? told.EndedAt);
        double work = machines.All(machine => machine.HasEvents) ? told.WorkSeconds
            : Math.Max(told.WorkSeconds, ((stand.LastDone ?? stand.Begun) - stand.Begun).TotalSeconds);
        FailedItem[] failures = [.. FailuresOf(told)];
        (StopReason? stopped, string? message) = End();
        return told with
        {
            EndedAt = ended,
            TotalSeconds = Math.Round((ended - stand.Begun).TotalSeconds, 3),
            Stopped = stopped,
            Message = message,
            Done = done,
            DoneBefore = DoneBefore,
            Skipped = stand.OfRun.GetValueOrDefault(ItemState.Skipped),
            Failed = failed,
            Remaining = stand.OfJob.Values.Sum() - SettledIn(stand.OfJob) - failed,
            Failures = failures,
            FailedByOutcome = failures.CountBy(failure => failure.Outcome, StringComparer.Ordinal).ToDictionary(),
            FailuresByCause =
                [.. FailureGroup.Of(failures).Select(group => new FailureCause(group.Cause, group.Outcome, group.Items.Count))],
            Postponed = [.. told.Postponed.Select(item => item with { Evidence = null })],
            RatePerHour = Math.Round(work > 0 ? done / work * 3600 : 0, 1),
            WorkSeconds = Math.Round(work, 3),
            Pages = stand.Machines.Sum(machine => machine.Pages ?? 0),
            AutoPages = null,
            PeakMemoryBytes = machines.Max(machine => machine.Report?.PeakMemoryBytes),
            Together = null,
            Machines = parts,
            PageNames = names,
        };
    }

    /// <summary>As the store knows them; how long the last attempt took is told by the events. Evidence stays with its machine.</summary>
    private IEnumerable<FailedItem> FailuresOf(RunReport told)
    {
        Dictionary<string, FailedItem> known = told.Failures.DistinctBy(item => item.Key).ToDictionary(item => item.Key);
        return stand.Failed.Select(record => new FailedItem(
            record.Item.Key, record.Outcome ?? OutcomeNames.Failed, record.Error ?? "", record.Attempts,
            known.GetValueOrDefault(record.Item.Key)?.LastSeconds ?? 0) { Title = record.Item.Title });
    }

    /// <summary>How the run has ended: well where one machine has seen its end.</summary>
    private (StopReason? Stopped, string? Message) End()
    {
        int goOn = machines.Count(machine => machine.GoesOn);
        RunReport[] ends = [.. machines.Select(machine => machine.Report).OfType<RunReport>()];
        return (goOn, stand.Order, ends) switch
        {
            ( > 0, _, _) => (null, $"the run goes on, on {Counted.Of(goOn, "machine")}"),
            (_, { } order, _) => (order.Reason, order.Message),
            (_, _, []) => (StopReason.Lost, "all machines were killed, or cut off; run again to go on"),
            _ when ends.Any(end => end.Stopped is null) => (null, ends.FirstOrDefault(end => end.Stopped is null)?.Message),
            _ => ends.MaxBy(end => end.EndedAt) is { } last ? (last.Stopped, last.Message) : default,
        };
    }
}
