using System.Text.Json;
using BrowserScraper.Checkpoints;
using BrowserScraper.Items;
using BrowserScraper.Progress;

namespace BrowserScraper.Watchdog;

/// <summary>A run, looked at from outside: by its folder alone.</summary>
internal sealed record RunInspection
{
    public required string Folder { get; init; }

    /// <summary>The run's id.</summary>
    public string Run => Path.GetFileName(Folder);

    public required DateTimeOffset StartedAt { get; init; }

    public required int ProcessId { get; init; }

    /// <summary>What was in force, secrets left out.</summary>
    public required IReadOnlyDictionary<string, string> Settings { get; init; }

    /// <summary>It has ended, and told how.</summary>
    public required bool HasReport { get; init; }

    /// <summary>Why it counts as lost, where it was marked so; else null.</summary>
    public string? Lost { get; init; }

    /// <summary>What it is or was at; null where it has told nothing yet.</summary>
    public Heartbeat? Last { get; init; }

    /// <summary>Looks at a job's last run.</summary>
    /// <returns>Null where it has none.</returns>
    public static RunInspection? LastOf(string jobFolder) => RunNumbers.NewestOf(jobFolder) is { } last ? Of(last) : null;

    /// <summary>When the run in that folder began; null where nothing says so.</summary>
    public static DateTimeOffset? BegunAt(string runFolder) => RunFacts.Read(runFolder)?.StartedAt;

    /// <summary>The folders of a job's runs.</summary>
    internal static IEnumerable<string> FoldersOf(string jobFolder) =>
        RunNumbers.FoldersOf(jobFolder).Where(folder => File.Exists(Path.Combine(folder, RunFacts.FileName)));

    /// <summary>
    /// The same of a whole data folder, with the names of their jobs; the newest of a job comes first, and jobs in the order in which their
    /// runs began.
    /// </summary>
    public static IEnumerable<(string Job, string Folder)> AllBelow(string dataDirectory)
    {
        string root = Path.GetFullPath(dataDirectory);
        return JobFolders.Below(root)
            .Select(job =>
                (Job: Path.GetRelativePath(root, job).Replace('\\', '/'), Runs: RunNumbers.NewestFirst(job)
                .Where(folder => File.Exists(Path.Combine(folder, RunFacts.FileName))).ToArray()))
            .Where(job => job.Runs.Length > 0)
            .OrderByDescending(job => Path.GetFileName(job.Runs[0]), StringComparer.Ordinal)
            .SelectMany(job => job.Runs, (job, folder) => (job.Job, folder));
    }

    /// <returns>Null where its run.json cannot be read.</returns>
    internal static RunInspection? Of(string folder)
    {
        if (RunFacts.Read(folder) is not { } facts)
        {
            return null;
        }

        string report = Path.Combine(folder, RunReport.FileName);
        bool hasReport = File.Exists(report);
        return new()
        {
            Folder = folder,
            StartedAt = facts.StartedAt,
            ProcessId = facts.ProcessId,
            Settings = facts.Settings ?? new Dictionary<string, string>(), // a run.json by hand may lack it
            HasReport = hasReport,
            Lost = hasReport ? LostBy(report) : null,
            Last = Heartbeat.Read(folder) ?? (hasReport ? null : Told(folder)),
        };
    }

    /// <summary>The same, by the events: of a run that is over, they know more than its last heartbeat.</summary>
    internal RunInspection Exactly() => this with { Last = Told(Folder) ?? Last };

    private static Heartbeat? Told(string folder)
    {
        string path = Path.Combine(folder, EventsFile.Name);
        StatusTracker status = new(TimeProvider.System);
        DateTimeOffset? at = null;
        foreach (RunEvent happened in File.Exists(path) ? RecordedEvents.Read(path) : [])
        {
            status.Read(happened);
            at = happened.At;
        }

        return at is { } last ? Heartbeat.Of(status.Current, last) : null;
    }

    private static string? LostBy(string path)
    {
        try
        {
            return ReportHead.Read(path) is { Stopped: StopReason.Lost } report ? report.Ending : null;
        }
        catch (Exception unreadable) when (unreadable is JsonException or IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
