using BrowserScraper.Checkpoints;
using BrowserScraper.Items;
using BrowserScraper.Progress;
using BrowserScraper.Watchdog;

namespace BrowserScraper.Server.Jobs;

/// <summary>
/// What the data folder tells of its jobs, those of other processes included. What was read last is kept for as long as it holds. Members
/// may be called concurrently.
/// </summary>
internal sealed class JobCatalog(string dataDirectory, TimeProvider time)
{
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(2);

    private readonly Lock gate = new();
    private (long At, IReadOnlyList<JobInspection> Jobs)? listed;
    private (string Stamp, IReadOnlyList<ItemRecord> Items)? read;

    /// <summary>All jobs, at most two seconds old.</summary>
    /// <exception cref="CheckpointException">The folder cannot be read.</exception>
    public IReadOnlyList<JobInspection> All()
    {
        lock (gate)
        {
            if (listed is not { } known || time.GetElapsedTime(known.At) > Fresh)
            {
                listed = known =
                    (time.GetTimestamp(),
                    [.. JobList.Read(dataDirectory).Where(job => JobId.NameOf(JobId.Of(job.Job)) is not null).Select(JobInspection.Of)]);
            }

            return known.Jobs;
        }
    }

    /// <summary>One job; null where it has no checkpoint.</summary>
    /// <exception cref="CheckpointException">It cannot be read.</exception>
    public JobInspection? One(string name) =>
        FolderOf(name) is not null && JobList.Find(dataDirectory, name) is { } job ? JobInspection.Of(job) : null;

    /// <summary>The folder of a job that has a checkpoint, or null.</summary>
    public string? FolderOf(string name)
    {
        string folder = Path.GetFullPath(Path.Combine(dataDirectory, name));
        return new CheckpointPaths(folder).Exist ? folder : null;
    }

    /// <summary>A job's items, in the order in which they became known; of a job at work they may be a moment older.</summary>
    /// <exception cref="CheckpointException">The checkpoint cannot be read.</exception>
    public IReadOnlyList<ItemRecord> ItemsOf(string folder)
    {
        lock (gate)
        {
            string stamp = StampOf(folder);
            if (read is not { } known || known.Stamp != stamp)
            {
                known = (stamp, JobList.ItemsOf(folder));
                if (SnapshotOf(StampOf(folder)) != SnapshotOf(stamp))
                {
                    // it was folded just then: what stood in the journal is in the new snapshot
                    known = (StampOf(folder), JobList.ItemsOf(folder));
                }

                read = known;
            }

            return known.Items;
        }
    }

    /// <summary>The folders of a job's runs, the newest first.</summary>
    public static IReadOnlyList<string> RunsOf(string folder) => RunNumbers.NewestFirst(folder);

    /// <summary>A run's report; null where it has none that can be read.</summary>
    public static RunReport? ReportOf(string runFolder)
    {
        try
        {
            string path = Path.Combine(runFolder, RunReport.FileName);
            return File.Exists(path)
                ? System.Text.Json.JsonSerializer.Deserialize<RunReport>(File.ReadAllBytes(path), RunJson.Readable) : null;
        }
        catch (Exception unreadable) when (unreadable is System.Text.Json.JsonException or IOException)
        {
            return null;
        }
    }

    private static string StampOf(string folder) => string.Join('|', new[] { folder }.Concat(
        new[] { new CheckpointPaths(folder).Snapshot, new CheckpointPaths(folder).Journal }.Select(path => new FileInfo(path))
            .Select(file => file.Exists ? $"{file.Length}-{file.LastWriteTimeUtc.Ticks}" : "")));

    private static string SnapshotOf(string stamp) => stamp[..stamp.LastIndexOf('|')];
}
