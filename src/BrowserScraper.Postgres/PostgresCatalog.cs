using System.Text.Json;
using BrowserScraper.Checkpoints;
using BrowserScraper.Items;
using BrowserScraper.Settings;
using BrowserScraper.Stores;
using BrowserScraper.Watchdog;
using Npgsql;

namespace BrowserScraper.Postgres;

/// <summary>The jobs of a database, for whoever looks at all of them. What belongs to this machine alone is below its DATA_DIR.</summary>
internal sealed class PostgresCatalog : IJobCatalog
{
    /// <summary>Rows that are read at once.</summary>
    private const int Part = 2000;

    private readonly StoreSettings settings;
    private readonly PostgresOptions options;
    private readonly PostgresJobStore store;

    /// <param name="settings">Where it is.</param>
    /// <param name="time">This machine's clock.</param>
    /// <exception cref="RunStopException">STORE cannot be understood.</exception>
    public PostgresCatalog(StoreSettings settings, TimeProvider time)
    {
        this.settings = settings;
        NpgsqlConnectionStringBuilder address = StoreAddress.Read(settings.Store, settings.Password);
        Place = StoreAddress.Shown(address);
        try
        {
            options = new PostgresOptions(address.ConnectionString, settings.FilesDirectory ?? "") { Schema = settings.Schema, Time = time }
                .WithLease(settings.Lease);
            store = new(options);
        }
        catch (ArgumentException refused)
        {
            throw new RunStopException(StopReason.BadUsage, $"STORE_SCHEMA: {refused.Message.Split(" (Parameter")[0]}", refused);
        }
    }

    /// <inheritdoc/>
    public string Place { get; }

    /// <summary>The store alone.</summary>
    public PostgresJobStore Store => store;

    /// <inheritdoc/>
    public string Data => settings.DataDirectory;

    /// <inheritdoc/>
    public bool IsShared => true;

    /// <inheritdoc/>
    public string Option => $"--store {(settings.Store.Any(each => each is ' ' or ';' or '&') ? $"'{settings.Store}'" : settings.Store)}";

    /// <inheritdoc/>
    public Task<IJobSession> OpenAsync(JobTerms terms, CancellationToken stopping)
    {
        RefuseWithoutFiles();
        return store.OpenAsync(terms, stopping);
    }

    /// <inheritdoc/>
    public Task<IJobReader?> FindAsync(string job) => store.FindAsync(job);

    /// <inheritdoc/>
    public Task<IJobControl?> ControlAsync(string job) => store.ControlAsync(job);

    /// <inheritdoc/>
    public Task<IReadOnlyList<JobSummary>> ListAsync() => ListAsync(job: null);

    /// <inheritdoc/>
    public async Task<JobSummary?> SummaryAsync(string job) => await ListAsync(job) is [var found, ..] ? found : null;

    /// <inheritdoc/>
    public async Task<ListPart<ItemRecord>> PartAsync(string job, ItemState? state, string? text, int offset, int limit) =>
        await (await PartsAsync()).ItemsAsync(job, state, text, offset, limit);

    /// <inheritdoc/>
    public async Task<ListPart<(ItemRecord Item, SavedFile File)>> FilesPartAsync(string job, int offset, int limit) =>
        await (await PartsAsync()).FilesAsync(job, offset, limit);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<RunStand>> RunsAsync(string? job = null) => await (await PartsAsync()).RunsAsync(job);

    /// <inheritdoc/>
    public Task<WholeRun?> LastRunAsync(string job) => store.LastRunAsync(job);

    /// <inheritdoc/>
    public async Task<IReadOnlyDictionary<string, string>?> LastOptionsAsync(string job)
    {
        string? terms = await (await store.ReadyAsync()).OneAsync<string>(
            "select r.terms::text from jobs j join runs r on r.job = j.id and r.number = j.run where j.name = $1", job);
        return terms is null ? null : JsonSerializer.Deserialize<JobTerms>(terms, Database.Json)!.Options;
    }

    /// <inheritdoc/>
    public string? FilesOf(string job) => settings.FilesDirectory is null ? null : store.FilesFolderOf(job);

    /// <inheritdoc/>
    public string? BadOf(string job) => settings.FilesDirectory is null ? null : store.BadFolderOf(job);

    /// <inheritdoc/>
    public async IAsyncEnumerable<KeyValuePair<ItemRecord, IReadOnlyDictionary<string, JsonElement>>> ExportAsync(string job)
    {
        Database database = await store.ReadyAsync();
        for (long after = -1; ;)
        {
            List<(ItemRecord Item, long Number, string? Record)> part = await database.AllAsync(
                row => (ItemRow.Record(row), row.GetInt64(ItemRow.Count), ItemRow.Text(row, ItemRow.Count + 1)),
                $"""
                select {ItemRow.Columns}, i.seq, r.record::text from jobs j join items i on i.job = j.id
                left join records r on r.job = i.job and r.key = i.key and i.state = 2
                where j.name = $1 and i.seq > $2 order by i.seq limit $3
                """, job, after, Part);
            foreach ((ItemRecord item, _, string? record) in part)
            {
                yield return new(item, FieldsOf(record));
            }

            if (part.Count < Part)
            {
                yield break;
            }

            after = part[^1].Number;
        }
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<string>> FieldsAsync(string job) => await (await store.ReadyAsync()).AllAsync(
        row => row.GetString(0),
        """
        select f.name from jobs j join items i on i.job = j.id join records r on r.job = i.job and r.key = i.key,
            lateral json_object_keys(r.record) with ordinality f (name, place)
        where j.name = $1 and i.state = 2 group by f.name order by min(i.seq), min(f.place)
        """, job);

    /// <inheritdoc/>
    public async Task<VerifyResult> VerifyAsync(string job, string site, Action<string> tell, CancellationToken stopping)
    {
        if (settings.FilesDirectory is null)
        {
            throw new RunStopException(StopReason.BadUsage, "FILES_DIR is not set, and the files to verify are there");
        }

        if ((await SummaryAsync(job))?.Holder is { } holder)
        {
            throw new JobHeldException($"{job} is being worked on by {holder}; wait for its end or stop it");
        }

        await (await store.ReadyAsync()).InStepAsync(async step =>
        {
            await new SharedFolder(settings.FilesDirectory).BeTheSameAsync(step); // else all files would be gone, and put back
            return true;
        }, stopping);
        IAsyncEnumerable<ItemRecord> done = (await store.FindAsync(job))!.ItemsAsync(new("done items", [ItemState.Done]));
        return await new JobVerifier(store.FilesFolderOf(job), store.BadFolderOf(job), (record, fault) => PutBackAsync(job, record, fault))
            .RunAsync(done, tell, stopping);
    }

    /// <inheritdoc/>
    public Task ReadyAsync(CancellationToken stopping)
    {
        RefuseWithoutFiles();
        return store.BeReadyForRunsAsync(stopping);
    }

    /// <inheritdoc/>
    public async Task<string> CheckAsync()
    {
        try
        {
            Database database = await store.ReadyAsync();
            string version = (await database.OneAsync<string>("show server_version"))!;
            return $"PostgreSQL {version} at {Place}, schema {options.Schema}{FilesWord()}";
        }
        catch (IOException refused)
        {
            throw new RunStopException(StopReason.MachineLacks, refused.Message, refused);
        }
    }

    public ValueTask DisposeAsync() => store.DisposeAsync();

    private static Dictionary<string, JsonElement> FieldsOf(string? record)
    {
        if (record is null)
        {
            return [];
        }

        using JsonDocument read = JsonDocument.Parse(record);
        return read.RootElement.EnumerateObject().ToDictionary(field => field.Name, field => field.Value.Clone(), StringComparer.Ordinal);
    }

    private async Task<CatalogParts> PartsAsync() => new(await store.ReadyAsync());

    private void RefuseWithoutFiles()
    {
        if (settings.FilesDirectory is null)
        {
            throw new RunStopException(
                StopReason.BadUsage,
                "FILES_DIR is not set, and the machines of one job need a folder that all of them share; set it to one, such as a mount of "
                    + "NFS, on each machine");
        }
    }

    private string FilesWord() =>
        settings.FilesDirectory is { } files ? $", files in {files}" : "; FILES_DIR is not set, and a run needs it";

    private async ValueTask PutBackAsync(string job, ItemRecord record, string fault) => await (await store.ReadyAsync()).RunAsync(
        """
        update items i set state = 0, outcome = $3, error = $4, files = null, attempts = 0, interruptions = 0, updated = now()
        from jobs j where j.name = $1 and i.job = j.id and i.key = $2 and i.state = 2 and i.updated = $5
        """, job, record.Item.Key, OutcomeNames.BadFile, fault, record.Updated);

    private async Task<IReadOnlyList<JobSummary>> ListAsync(string? job)
    {
        Database database = await store.ReadyAsync();
        return await database.AllAsync(
            row => new JobSummary(
                row.GetString(0), row.GetString(1), Path.Combine(settings.DataDirectory, row.GetString(0)), row.GetInt32(2),
                row.GetInt32(3), row.GetInt32(4), row.GetInt32(5), row.IsDBNull(6) ? null : row.GetFieldValue<DateTimeOffset>(6),
                row.IsDBNull(7) ? null : row.GetString(7))
                    { HolderProcess = row.IsDBNull(8) ? 0 : row.GetInt32(8), DoneInRun = row.GetInt32(9) },
            """
            select j.name, coalesce(nullif(j.site, ''), 'a site that its first run says'),
                coalesce(c.done, 0)::int, coalesce(c.skipped, 0)::int, coalesce(c.failed, 0)::int,
                coalesce(c.waiting, 0)::int, c.updated, m.holders, m.process, coalesce(c.now, 0)::int
            from jobs j
            left join lateral (
                select count(*) filter (where state = 2) as done, count(*) filter (where state = 3) as skipped,
                    count(*) filter (where state = 4) as failed, count(*) filter (where state in (0, 1)) as waiting,
                    count(*) filter (where state = 2 and run = j.run) as now, max(updated) as updated from items where job = j.id) c on true
            left join lateral (
                select string_agg(format('process %s on %s', process, host), ', ' order by id) as holders,
                    max(process) filter (where host = $2) as process
                from machines where job = j.id and run = j.run and gone is null and beat > clock_timestamp() - lease) m on true
            where $1::text is null or j.name = $1::text order by j.name collate "C"
            """, job, Environment.MachineName);
    }
}
