using BrowserScraper.Checkpoints;
using BrowserScraper.Items;
using BrowserScraper.Output;
using BrowserScraper.Progress;
using BrowserScraper.Reports;
using BrowserScraper.Stores;
using BrowserScraper.Watchdog;

namespace BrowserScraper.Server.Jobs;

/// <summary>
/// What the store tells of its jobs, those of other processes and machines included. The look at all of them is shared by whoever asks.
/// Members may be called concurrently.
/// </summary>
internal sealed class JobCatalog(IJobCatalog store, TimeProvider time)
{
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(2);

    /// <summary>A store that is long to look at is looked at less often, so that looking takes a twentieth of its time at most.</summary>
    private const int Rest = 20;

    private readonly Lock gate = new();
    private volatile Kept? last;
    private Task<JobsLook>? looking;

    /// <summary>Has the jobs.</summary>
    public IJobCatalog Store => store;

    /// <summary>The last look that came through; it may be of long ago.</summary>
    public JobsLook Last => last?.Look ?? JobsLook.None;

    /// <summary>All jobs, at most two seconds old, or older where looking takes long.</summary>
    /// <exception cref="IOException">They cannot be read.</exception>
    /// <exception cref="RunStopException">The store cannot be used.</exception>
    public Task<JobsLook> AllAsync()
    {
        lock (gate)
        {
            return last is { } known && time.GetElapsedTime(known.Timestamp) <= Later(Fresh, Rest * known.Took)
                ? Task.FromResult(known.Look)
                : looking is { IsCompleted: false } ? looking : looking = LookAsync();
        }
    }

    /// <summary>One job, and how its last run stands on its machines; null where the store does not have it.</summary>
    /// <exception cref="IOException">It cannot be read.</exception>
    public async Task<(JobInspection Job, RunStand? Run)?> OneAsync(string name) =>
        await HasAsync(name) && await store.SummaryAsync(name) is { } job
            ? (JobInspection.Of(job), await store.RunOfAsync(name)) : null;

    /// <summary>Whether the store has a job.</summary>
    /// <exception cref="IOException">It cannot be read.</exception>
    public async Task<bool> HasAsync(string name) =>
        store.IsShared ? await store.FindAsync(name) is not null : new CheckpointPaths(FolderOf(name)).Exist;

    /// <summary>Looks at a job's items; null where the store does not have it.</summary>
    /// <exception cref="IOException">It cannot be read.</exception>
    public async Task<IJobReader?> ReaderAsync(string name) => await HasAsync(name) ? await store.FindAsync(name) : null;

    /// <summary>Where this machine's own runs of a job have left what they leave; it need not be there.</summary>
    public string FolderOf(string name) => new JobFolder(store.Data, name).Root;

    /// <summary>The folders of a job's runs on this machine, the newest first.</summary>
    public static IReadOnlyList<string> RunsOf(string folder) => RunNumbers.NewestFirst(folder);

    /// <summary>A run's report; null where it has none that can be read.</summary>
    public static RunReport? ReportOf(string runFolder)
    {
        try
        {
            return RecordedRun.ReportOf(runFolder);
        }
        catch (Exception unreadable) when (unreadable is System.Text.Json.JsonException or IOException)
        {
            return null;
        }
    }

    private static TimeSpan Later(TimeSpan one, TimeSpan other) => one > other ? one : other;

    private async Task<JobsLook> LookAsync()
    {
        long begun = time.GetTimestamp();
        DateTimeOffset at = time.GetUtcNow();
        Dictionary<string, RunStand> runs = (await store.RunsAsync()).ToDictionary(run => run.Job, StringComparer.Ordinal);
        Dictionary<string, JobInspection> jobs = (await store.ListAsync())
            .Where(job => JobId.NameOf(JobId.Of(job.Job)) is not null)
            .ToDictionary(job => job.Job, JobInspection.Of, StringComparer.Ordinal);
        JobsLook look = new(at, jobs, runs);
        last = new(time.GetTimestamp(), time.GetElapsedTime(begun), look);
        return look;
    }

    private sealed record Kept(long Timestamp, TimeSpan Took, JobsLook Look);
}
