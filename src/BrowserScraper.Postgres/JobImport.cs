using System.Text.Json;
using BrowserScraper.Items;
using BrowserScraper.Stores;
using BrowserScraper.Stores.Files;

namespace BrowserScraper.Postgres;

/// <summary>
/// Takes a job over from its folder. Files are copied first, beside where they will be; then all rows and the folder's name come in one
/// transaction. Cut before its end, nothing of the job is there, and the next import goes on with the files that were copied.
/// </summary>
internal sealed class JobImport(PostgresOptions options, Database database, string name)
{
    /// <summary>Rows that are sent at once.</summary>
    private const int Part = 2000;

    /// <returns>How many items and files it has.</returns>
    public async Task<(int Items, int Files)> RunAsync(string dataDirectory, CancellationToken stopping)
    {
        await database.InStepAsync(async step =>
        {
            await new SharedFolder(options.FilesFolder).BeTheSameAsync(step);
            await JobDeletion.RefuseAsync(step, name);
            return await RefuseKnownAsync(step);
        }, stopping);
        await using HeldFileJob job = await HeldFileJob.OpenAsync(dataDirectory, name, TimeProvider.System);
        string root = Path.GetFullPath(Path.Combine(options.FilesFolder, name));
        string copied = Path.Combine(root, "importing");
        FileCopies copies = new(job.FilesFolder, copied, name);
        foreach (ItemRecord record in job.Items)
        {
            copies.Add(record);
        }

        await copies.RunAsync(stopping);
        await database.InStepAsync(async step =>
        {
            await step.TakeTimeAsync();
            await step.RunAsync("set local idle_in_transaction_session_timeout = 0"); // the disk may be slow between two parts
            await RefuseKnownAsync(step);
            long id = await step.OneAsync<long>("insert into jobs (name, site) values ($1, $2) returning id", name, job.Site);
            JobTerms terms = new(name, job.Site) { SiteHost = HostOf(job.Site) };
            foreach (ItemRecord[] part in job.Items.Chunk(Part))
            {
                stopping.ThrowIfCancellationRequested();
                await AddAsync(step, id, part, terms);
            }

            foreach (KeyValuePair<string, JsonElement>[] part in job.Records().Chunk(Part))
            {
                stopping.ThrowIfCancellationRequested();
                await AddAsync(step, id, part);
            }

            Name(copied, Path.Combine(root, "files"));
            return id;
        }, stopping);
        return (job.Items.Count, copies.Count);
    }

    private async Task<bool> RefuseKnownAsync(Step step) =>
        await step.OneAsync<bool>("select exists (select 1 from jobs where name = $1)", name)
            ? throw new RunStopException(
                StopReason.BadUsage, $"the store has a job {name} already; delete that first (store delete {name}), or import into another "
                    + "STORE")
            : true;

    // Known again where the job is queued, from the settings of its run.
    private static string? HostOf(string site) =>
        Uri.TryCreate(site, UriKind.Absolute, out Uri? address) && address.Scheme is "http" or "https" ? HostName.Of(address) : null;

    private static async Task AddAsync(Step step, long job, ItemRecord[] records, JobTerms terms)
    {
        await step.RunAsync(
            """
            insert into items (job, key, address, title, grp, priority, data, host, state, attempts, interruptions, outcome, error, files,
                updated)
            select $1, n.* from unnest($2::text[], $3::text[], $4::text[], $5::text[], $6::smallint[], $7::json[], $8::text[],
                $9::smallint[], $10::int[], $11::int[], $12::text[], $13::text[], $14::jsonb[], $15::timestamptz[]) n
            """,
            job, Each(record => record.Item.Key), Each(record => record.Item.Address?.OriginalString),
            Each(record => ItemRow.Clean(record.Item.Title)), Each(record => record.Item.Group),
            Each(record => (short)record.Item.Priority), Each(record => ItemRow.DataOf(record.Item)),
            Each(record => terms.HostOf(record.Item)), Each(record => (short)record.State), Each(record => record.Attempts),
            Each(record => record.Interruptions), Each(record => record.Outcome), Each(record => ItemRow.Clean(record.Error)),
            Each(record => record.Files.Count == 0 ? null : JsonSerializer.Serialize(record.Files, Database.Json)),
            Each(record => record.Updated.ToUniversalTime()));
        (string Key, SavedFile File)[] files =
            [.. records.SelectMany(record => record.Files.Select(file => (record.Item.Key, file))).Where(each => !each.file.IsShared)];
        await step.RunAsync(
            """
            insert into names (job, folded, owner) select $1, n.* from unnest($2::text[], $3::text[]) n on conflict do nothing
            """,
            job, files.Select(each => FileNameTable.Folded(each.File.Path)).ToArray(),
            files.Select(each => FileNameTable.Owner(each.Key, each.File.Path)).ToArray());
        await step.RunAsync(
            "insert into names (job, folded) select $1, f from unnest($2::text[]) f on conflict do nothing", job,
            files.SelectMany(each => FileNameTable.FoldersOf(each.File.Path)).Select(FileNameTable.Folded).Distinct().ToArray());
        (string Sha256, string Key)[] hashes =
        [
            .. records.Where(record => record.State == ItemState.Done)
                .SelectMany(record => record.Files.Select(file => (file.Sha256, record.Item.Key))),
        ];
        await step.RunAsync(
            "insert into hashes (job, sha256, key) select $1, n.* from unnest($2::text[], $3::text[]) n on conflict do nothing", job,
            hashes.Select(each => each.Sha256).ToArray(), hashes.Select(each => each.Key).ToArray());

        T[] Each<T>(Func<ItemRecord, T> value) => [.. records.Select(value)];
    }

    private static Task<int> AddAsync(Step step, long job, KeyValuePair<string, JsonElement>[] records) => step.RunAsync(
        "insert into records (job, key, record) select $1, n.* from unnest($2::text[], $3::json[]) n", job,
        records.Select(each => each.Key).ToArray(), records.Select(each => ItemRow.CleanJson(each.Value.GetRawText())).ToArray());

    /// <summary>Gives the copied files their place; nobody can have begun the job since, as its row is this transaction's.</summary>
    private void Name(string copied, string files)
    {
        try
        {
            if (Directory.Exists(files))
            {
                Directory.Delete(files); // an empty one; what is not empty is refused
            }

            Directory.Move(copied, files);
        }
        catch (IOException refused)
        {
            throw new RunStopException(
                StopReason.MachineLacks, $"{name}: {files} holds files already ({OneLine.Of(refused.Message)}); they are of no job: move "
                    + "them away, and import again", refused);
        }
    }
}
