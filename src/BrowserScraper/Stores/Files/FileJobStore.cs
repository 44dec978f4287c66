using System.Text.Json;
using BrowserScraper.Checkpoints;
using BrowserScraper.Items;
using BrowserScraper.Output;
using BrowserScraper.Watchdog;

namespace BrowserScraper.Stores.Files;

/// <summary>
/// Jobs in folders below DATA_DIR, each for one process at a time: a lock, the checkpoint's snapshot and journal, the records, the files.
/// </summary>
/// <param name="dataDirectory">DATA_DIR.</param>
/// <param name="time">Dates what is written.</param>
internal sealed class FileJobStore(string dataDirectory, TimeProvider time) : IJobCatalog
{
    private readonly ReadItems items = new();

    /// <inheritdoc/>
    public string Place { get; } = Path.GetFullPath(dataDirectory);

    /// <inheritdoc/>
    public string Data => Place;

    /// <inheritdoc/>
    public bool IsShared => false;

    /// <inheritdoc/>
    public string Option => $"--data {Place}";

    /// <inheritdoc/>
    public async Task<IJobSession> OpenAsync(JobTerms terms, CancellationToken stopping)
    {
        JobFolder folder = new(dataDirectory, terms.Job);
        folder.Create();
        JobLock held = Take(folder, terms.Job);
        try
        {
            return await OpenAsync(terms, folder, held);
        }
        catch
        {
            held.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public Task<IJobReader?> FindAsync(string job) => Task.FromResult<IJobReader?>(
        JobList.Find(dataDirectory, job) is { } found ? new FileJobReader(found, items) : null);

    /// <inheritdoc/>
    public Task<IJobControl?> ControlAsync(string job) => Task.FromResult<IJobControl?>(
        JobList.Find(dataDirectory, job) is { } found
            ? new FileJobControl(() => OpenAsync(new(job, found.Site), CancellationToken.None)) : null);

    /// <inheritdoc/>
    public Task<IReadOnlyList<JobSummary>> ListAsync() => Task.FromResult(JobList.Read(dataDirectory));

    /// <inheritdoc/>
    public Task<JobSummary?> SummaryAsync(string job) => Task.FromResult(JobList.Find(dataDirectory, job));

    /// <inheritdoc/>
    public string? FilesOf(string job) => new JobFolder(dataDirectory, job).Files;

    /// <inheritdoc/>
    public string? BadOf(string job) => new JobFolder(dataDirectory, job).Bad;

    /// <inheritdoc/>
    public Task<ListPart<ItemRecord>> PartAsync(string job, ItemState? state, string? text, int offset, int limit) => Task.FromResult(
        ListPart<ItemRecord>.Of(
            ItemsOf(job).Where(record => (state is null || record.State == state)
                && (text is null || Holds(record.Item.Key, text) || Holds(record.Item.Title, text))),
            offset, limit));

    /// <inheritdoc/>
    public Task<ListPart<(ItemRecord Item, SavedFile File)>> FilesPartAsync(string job, int offset, int limit) => Task.FromResult(
        ListPart<(ItemRecord Item, SavedFile File)>.Of(
            ItemsOf(job).SelectMany(record => record.Files.Select(file => (record, file))), offset, limit));

    /// <inheritdoc/>
    public Task<IReadOnlyList<RunStand>> RunsAsync(string? job = null) => Task.FromResult<IReadOnlyList<RunStand>>([]);

    /// <inheritdoc/>
    public async IAsyncEnumerable<KeyValuePair<ItemRecord, IReadOnlyDictionary<string, JsonElement>>> ExportAsync(string job)
    {
        string folder = new JobFolder(dataDirectory, job).Root;
        using RecordsIndex records = await Task.Run(() => new RecordsIndex(folder));
        foreach (ItemRecord item in JobList.ItemsOf(folder))
        {
            yield return new(item, records.Find(item.Item.Key));
        }
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<string>> FieldsAsync(string job)
    {
        using RecordsIndex records = new(new JobFolder(dataDirectory, job).Root);
        return Task.FromResult(records.Fields);
    }

    /// <inheritdoc/>
    public async Task<VerifyResult> VerifyAsync(string job, string site, Action<string> tell, CancellationToken stopping)
    {
        JobFolder folder = new(dataDirectory, job);
        using JobLock held = JobLock.Acquire(folder.Root, job);
        await using JsonCheckpoint checkpoint = await JsonCheckpoint.OpenAsync(folder.Root, job, site, time);
        foreach (string notice in checkpoint.Notices)
        {
            tell(notice);
        }

        IAsyncEnumerable<ItemRecord> done = checkpoint.Snapshot().Where(record => record.State == ItemState.Done).ToAsyncEnumerable();
        return await new JobVerifier(folder.Files, folder.Bad, PutBackAsync).RunAsync(done, tell, stopping);

        async ValueTask PutBackAsync(ItemRecord record, string fault) => await checkpoint.RecordAsync(
            new(record.Item) { State = ItemState.Waiting, Outcome = OutcomeNames.BadFile, Error = fault, Updated = time.GetUtcNow() });
    }

    /// <inheritdoc/>
    public Task ReadyAsync(CancellationToken stopping) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task<string> CheckAsync() => Task.FromResult($"jobs are folders below {Place}");

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private static bool Holds(string? text, string part) => text is not null && text.Contains(part, StringComparison.OrdinalIgnoreCase);

    private IReadOnlyList<ItemRecord> ItemsOf(string job) =>
        new JobFolder(dataDirectory, job).Root is var folder && new CheckpointPaths(folder).Exist ? items.Of(folder) : [];

    private static JobLock Take(JobFolder folder, string job)
    {
        try
        {
            return JobLock.Acquire(folder.Root, job);
        }
        catch (CheckpointException refused)
        {
            throw new RunStopException(StopReason.MachineLacks, refused.Message, refused);
        }
    }

    private async Task<IJobSession> OpenAsync(JobTerms terms, JobFolder folder, JobLock held)
    {
        folder.SweepStaging();
        JsonCheckpoint checkpoint = await OpenAsync(() => JsonCheckpoint.OpenAsync(folder.Root, terms.Job, terms.Site, time));
        RecordsFile? records = null;
        try
        {
            RefuseOtherSite(checkpoint, folder, terms);
            records = await OpenAsync(
                () => RecordsFile.OpenAsync(folder.Records, key => checkpoint.Find(key)?.State == ItemState.Done, time));
            string[] lost = [.. LostRuns.MarkHeld(folder.Root).Select(each => each.Notice)];
            return new FileJobSession(terms, folder, held, checkpoint, records, lost, time);
        }
        catch
        {
            await (records?.DisposeAsync() ?? default);
            await checkpoint.DisposeAsync();
            throw;
        }
    }

    private static void RefuseOtherSite(JsonCheckpoint checkpoint, JobFolder folder, JobTerms terms)
    {
        if (checkpoint.Site != terms.Site)
        {
            throw new RunStopException(StopReason.BadUsage,
                $"{folder.Root} holds the job of {checkpoint.Site}, and this run is for {terms.Site}; choose another DATA_DIR "
                    + $"(--data), or correct {terms.SiteSetting}");
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
