using BrowserScraper.Items;
using BrowserScraper.Storage;

namespace BrowserScraper.Checkpoints;

/// <summary>
/// Reads the jobs of a data folder without changing or holding anything; a job that is being worked on may be a moment older.
/// </summary>
internal static class JobList
{
    /// <exception cref="CheckpointException">The folder cannot be read.</exception>
    public static IReadOnlyList<JobSummary> Read(string dataDirectory)
    {
        string root = Path.GetFullPath(dataDirectory);
        try
        {
            return Directory.Exists(root)
                ? [.. JobFolders.Below(root).Where(folder => new CheckpointPaths(folder).Exist)
                    .Select(folder => SummarizeOrSay(root, folder)).OrderBy(job => job.Job, StringComparer.Ordinal)]
                : [];
        }
        catch (Exception cause) when (StorageFault.Is(cause))
        {
            throw cause as CheckpointException ?? new CheckpointException(StorageFault.Describe("jobs", root, cause), cause);
        }
    }

    /// <summary>One job of a data folder; null where it has no checkpoint.</summary>
    /// <exception cref="CheckpointException">It cannot be read.</exception>
    public static JobSummary? Find(string dataDirectory, string job)
    {
        string root = Path.GetFullPath(dataDirectory);
        string folder = Path.Combine(root, job);
        try
        {
            return new CheckpointPaths(folder).Exist ? Summarize(root, folder) : null;
        }
        catch (Exception cause) when (StorageFault.Is(cause))
        {
            throw cause as CheckpointException ?? new CheckpointException(StorageFault.Describe(job, folder, cause), cause);
        }
    }

    /// <summary>Whether a job of that name has been begun.</summary>
    public static bool Exists(string dataDirectory, string job) =>
        new CheckpointPaths(Path.GetFullPath(Path.Combine(dataDirectory, job))).Exist;

    /// <summary>A job's items, in the order in which they became known.</summary>
    public static IReadOnlyList<ItemRecord> ItemsOf(string folder) => new PackedRecords(Load(folder).Table.Copy());

    // One job of a later program must not hide the others.
    private static JobSummary SummarizeOrSay(string root, string folder)
    {
        try
        {
            return Summarize(root, folder);
        }
        catch (CheckpointException refused)
        {
            return new(NameOf(root, folder), "not known", folder, 0, 0, 0, 0, null, JobHolder.Of(folder) is { IsAlive: true } alive
                ? alive.ToString() : null) { Unreadable = refused.Message };
        }
    }

    private static string NameOf(string root, string folder) => Path.GetRelativePath(root, folder).Replace('\\', '/');

    private static JobSummary Summarize(string root, string folder)
    {
        JobHolder? holder = JobHolder.Of(folder) is { IsAlive: true } alive ? alive : null;
        StoredSummary stands = Kept(folder, isHeld: holder is not null) ?? Counted(folder);
        return new(NameOf(root, folder), stands.Site, folder, stands.Done, stands.Skipped, stands.Failed, stands.Waiting, stands.Updated,
            holder?.ToString())
        {
            HolderProcess = holder is { IsHere: true } here ? here.Process : null,
        };
    }

    // Whoever has the job writes it every second or two; of a job that nobody has, it must be exact.
    private static StoredSummary? Kept(string folder, bool isHeld)
    {
        CheckpointPaths paths = new(folder);
        return StoredSummary.Read(paths) is { } kept && (kept.Holds(paths) || (isHeld && File.Exists(paths.Snapshot))) ? kept : null;
    }

    private static StoredSummary Counted(string folder)
    {
        (ItemTable table, string site) = Load(folder);
        return StoredSummary.Of(site, ItemTotals.Of(table.Copy()));
    }

    private static (ItemTable Table, string Site) Load(string folder)
    {
        CheckpointPaths paths = new(folder);
        ItemTable table = new();
        SnapshotReader snapshot = new(table);
        ReadFile(paths.Snapshot, file => snapshot.Read(file));
        paths.Refuse(snapshot.Header, Path.GetFileName(folder));
        ReadFile(paths.Journal, new JournalReader(table, snapshot.Sequence).Read);
        return (table, snapshot.Header?.Site ?? "not known");
    }

    private static void ReadFile(string path, Action<Stream> read)
    {
        if (File.Exists(path))
        {
            using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
            read(file);
        }
    }
}
