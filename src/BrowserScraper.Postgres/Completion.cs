using System.Text.Json;
using BrowserScraper.Items;
using BrowserScraper.Output;
using BrowserScraper.Stores;
using Npgsql;

namespace BrowserScraper.Postgres;

/// <summary>
/// Ends a claim in one transaction. Its files get their names after that: until they have, the row says which staged file is to be placed
/// where, and whoever sees it does so. A rename under the row's lock would be no fence: the lock goes with a connection that breaks, and a
/// machine that was stopped would rename over what another one has completed since.
/// </summary>
internal sealed class Completion(Database database, JobPlace place, JobTerms terms, string root)
{
    private const int TooManyFiles = 3;
    private const int ToldRecords = 3;
    private const int TooManyRecords = 5;

    internal const string Sql =
        """
        select is_lost, is_suspect, same_files::text, same_records from complete_item($1, $2, $3, $4, $5, $6, $7, $8, $9, $10::jsonb,
            $11::interval, $12, $13::jsonb, $14::jsonb, $15, $16::json, $17, $18, $19, $20, $21, $22)
        """;

    private readonly Guid call = Guid.NewGuid(); // it may be asked for again, where the answer was lost

    private bool ComparesFiles => !terms.AllowsEqualFiles && !terms.KeepsEqualFilesOnce;

    /// <summary>What is to be placed once it is committed, from the staged path to the final one; null where nothing is.</summary>
    public Dictionary<string, string>? Placing { get; private set; }

    /// <summary>Runs once.</summary>
    public Task<CompletionResult> RunAsync(JobClaim claim, ItemCompletion completion, Additions additions)
    {
        bool isShared = terms.KeepsEqualFilesOnce && completion is { State: ItemState.Done, Files.Count: > 0 };
        return !isShared && completion.Followers.Count == 0
            ? EndAsync((read, sql, values) => database.AllUnlessAsync(read, sql, values, claim.Lost), claim, completion, completion.Files)
            : database.InStepAsync(async step =>
            {
                IReadOnlyList<SavedFile> files = isShared ? await SharedAsync(step, claim.Item.Key, completion) : completion.Files;
                CompletionResult result = await EndAsync(step.AllAsync, claim, completion, files);
                return result.IsLost || completion.Followers.Count == 0 ? result
                    : result with { Followers = await FollowAsync(step, completion.Followers, additions) };
            }, claim.Lost);
    }

    private static async Task<AddedItem[]> FollowAsync(Step step, IReadOnlyList<WorkItem> items, Additions additions)
    {
        Dictionary<string, ItemRecord> before = await additions.KnownAsync(step.AllAsync, [.. items.Select(item => item.Key)]);
        Dictionary<string, Addition> followers = await additions.QueueAsync(step, items);
        return [.. items.Select(item => new AddedItem(item.Key, followers[item.Key], before.GetValueOrDefault(item.Key)))];
    }

    private async Task<CompletionResult> EndAsync(
        Rows<Ending> run, JobClaim claim, ItemCompletion completion, IReadOnlyList<SavedFile> files)
    {
        Ending end = await CallAsync(run, claim, completion, files);
        if (end.IsLost)
        {
            return new(IsLost: true);
        }

        List<string> notices = [.. end.SameFiles.Where(same => same.Keys.Count < TooManyFiles)
            .Select(same => EqualText.SameFile(same.Sha256, same.Keys))];
        if (end.SameRecords.Count == ToldRecords)
        {
            notices.Add(EqualText.SameRecord(end.SameRecords));
        }

        if (!end.IsSuspect)
        {
            return new() { Files = completion.State == ItemState.Done ? files : [], Notices = notices };
        }

        string suspect = end.SameRecords.Count >= TooManyRecords ? EqualText.SameRecords(end.SameRecords)
            : EqualText.SameFiles(end.SameFiles[^1].Sha256, end.SameFiles[^1].Keys);
        Ending aside = await CallAsync(
            run, claim, new(ItemState.Waiting, claim.Tally, OutcomeNames.BadFile) { Error = suspect }, []);
        return aside.IsLost ? new(IsLost: true) : new() { Suspect = suspect, Notices = notices };
    }

    private async Task<Ending> CallAsync(
        Rows<Ending> run, JobClaim claim, ItemCompletion completion, IReadOnlyList<SavedFile> files)
    {
        bool isDone = completion.State == ItemState.Done;
        Placing = isDone ? PlacingOf(completion, files) : null;
        string[] hashes = !isDone ? []
            : [.. files.Select(file => file.Sha256).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        string? digest = isDone && !terms.AllowsEqualRecords && completion.Record is { } read
            ? EqualRecords.DigestOf(claim.Item.Key, read) : null;
        return (await run(
            Ending.Read, Sql, place.Job, place.Run, claim.Item.Key, claim.Fence, terms.Force, (short)completion.State, completion.Outcome,
            ItemRow.Clean(completion.Error), ItemRow.Clean($"fetched again, {completion.Outcome}: {completion.Error}"),
            ItemRow.TallyOf(completion.Tally), DelayOf(completion), completion.WaitsFor,
            isDone && files.Count > 0 ? JsonSerializer.Serialize(files, Database.Json) : null,
            Placing is null ? null : JsonSerializer.Serialize(Placing, Database.Json), hashes,
            isDone && completion.Record is { } record ? RecordOf(record) : null, ComparesFiles, TooManyFiles, digest, TooManyRecords,
            EqualRecords.Window, call))[0];
    }

    /// <summary>A machine that is stopped leaves what it had in work to the others, or to the next run where there are none.</summary>
    private static TimeSpan? DelayOf(ItemCompletion completion) => completion.Delay
        ?? (completion is { State: ItemState.Waiting, Outcome: OutcomeNames.Interrupted } ? TimeSpan.Zero : null);

    private Dictionary<string, string>? PlacingOf(ItemCompletion completion, IReadOnlyList<SavedFile> files)
    {
        HashSet<string> shared = [.. completion.Files.Except(files).Select(file => file.Path)];
        Dictionary<string, string> placing = completion.Staged.Where(each => !shared.Contains(each.Key))
            .ToDictionary(each => each.Key, each => Path.GetRelativePath(root, each.Value), StringComparer.Ordinal);
        return placing.Count == 0 ? null : placing;
    }

    /// <summary>The files as they are kept: under the name of whoever had the same bytes first.</summary>
    private async Task<IReadOnlyList<SavedFile>> SharedAsync(Step step, string key, ItemCompletion completion)
    {
        foreach (string sha256 in completion.Files.Select(file => file.Sha256).Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal)) // or two machines would wait for each other
        {
            await step.RunAsync("select pg_advisory_xact_lock(hashtextextended($2, $1))", place.Job, sha256);
        }

        List<SavedFile> files = [];
        foreach (SavedFile file in completion.Files)
        {
            string? theirs = await step.OneAsync<string>("""
                select f.value::text from hashes h join items i using (job, key), jsonb_array_elements(i.files) f
                where h.job = $1 and h.sha256 = $2 and h.key <> $3 and i.state = 2 and f.value ->> 'sha256' = $2 order by i.seq limit 1
                """, place.Job, file.Sha256, key);
            SavedFile? kept = theirs is null ? null : JsonSerializer.Deserialize<SavedFile>(theirs, Database.Json);
            files.Add(kept is not null && kept.Path != file.Path ? kept with { IsShared = true } : file);
        }

        return files;
    }

    // The key stands in a column of its own.
    private static string RecordOf(JsonElement record) => ItemRow.CleanJson(record.ValueKind != JsonValueKind.Object ? record.GetRawText()
        : JsonSerializer.Serialize(record.EnumerateObject().Where(field => field.Name != "key")
            .ToDictionary(field => field.Name, field => field.Value)));

    /// <summary>What the database says of it.</summary>
    private sealed record Ending(bool IsLost, bool IsSuspect, IReadOnlyList<SameFile> SameFiles, IReadOnlyList<string> SameRecords)
    {
        public static Ending Read(NpgsqlDataReader row) => new(
            row.GetBoolean(0), row.GetBoolean(1), JsonSerializer.Deserialize<SameFile[]>(row.GetString(2), Database.Json)!,
            row.GetFieldValue<string[]>(3));
    }

    private sealed record SameFile(string Sha256, IReadOnlyList<string> Keys);
}
