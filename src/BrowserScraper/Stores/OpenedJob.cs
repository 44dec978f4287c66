using BrowserScraper.Checkpoints;
using BrowserScraper.Items;
using BrowserScraper.Output;
using BrowserScraper.Planning;
using BrowserScraper.Watchdog;

namespace BrowserScraper.Stores;

/// <summary>What a job knows, read back from its folder by the one process that has the job.</summary>
internal sealed class OpenedJob : IAsyncDisposable
{
    private OpenedJob(JsonCheckpoint checkpoint, RecordsFile records, IReadOnlyList<LostRun> lost)
    {
        (Checkpoint, Records) = (checkpoint, records);
        Notices = [.. checkpoint.Notices, .. records.Notices, .. lost.Select(each => each.Notice)];
    }

    public JsonCheckpoint Checkpoint { get; }

    public RecordsFile Records { get; }

    /// <summary>What the operator should know of what was found, one line each.</summary>
    public IReadOnlyList<string> Notices { get; }

    /// <summary>Takes the job. Dispose what it returns.</summary>
    /// <exception cref="RunStopException">Another process has it.</exception>
    public static JobLock Take(JobFolder folder, JobPlan plan)
    {
        try
        {
            return JobLock.Acquire(folder.Root, plan.Job);
        }
        catch (Exception exception) when (exception is JobHeldException or CheckpointException)
        {
            throw new RunStopException(StopReason.MachineLacks, exception.Message, exception);
        }
    }

    /// <summary>Sweeps what an earlier run had staged, and opens what is known. The caller holds the job.</summary>
    /// <exception cref="RunStopException">It cannot be used, or belongs to another site.</exception>
    public static async Task<OpenedJob> OpenAsync(JobFolder folder, JobPlan plan, TimeProvider time)
    {
        folder.SweepStaging();
        JsonCheckpoint checkpoint = await OpenAsync(() => JsonCheckpoint.OpenAsync(folder.Root, plan.Job, plan.SiteLabel, time));
        RecordsFile? records = null;
        try
        {
            RefuseOtherSite(checkpoint, folder, plan);
            records = await OpenAsync(
                () => RecordsFile.OpenAsync(folder.Records, key => checkpoint.Find(key)?.State == ItemState.Done, time));
            return new(checkpoint, records, LostRuns.MarkHeld(folder.Root));
        }
        catch
        {
            await (records?.DisposeAsync() ?? default);
            await checkpoint.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            await Records.DisposeAsync();
        }
        finally
        {
            await Checkpoint.DisposeAsync();
        }
    }

    private static void RefuseOtherSite(JsonCheckpoint checkpoint, JobFolder folder, JobPlan plan)
    {
        if (checkpoint.Site != plan.SiteLabel)
        {
            throw new RunStopException(StopReason.BadUsage,
                $"{folder.Root} holds the job of {checkpoint.Site}, and this run is for {plan.SiteLabel}; choose another DATA_DIR "
                    + $"(--data), or correct {plan.UrlSetting}");
        }
    }

    private static async Task<T> OpenAsync<T>(Func<Task<T>> open)
    {
        try
        {
            return await open();
        }
        catch (IOException exception) // checkpoint or records
        {
            throw new RunStopException(StopReason.MachineLacks, exception.Message, exception);
        }
    }
}
