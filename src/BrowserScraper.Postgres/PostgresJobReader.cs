using System.Text.Json;
using BrowserScraper.Items;
using BrowserScraper.Stores;

namespace BrowserScraper.Postgres;

/// <summary>
/// Looks at a job in the database. Files that were promised and are not in place yet are put there, before anything is told of them.
/// </summary>
internal sealed class PostgresJobReader(Database database, long job, string site, string? root) : IJobReader
{
    /// <summary>
    /// Rows that are read at once, from one number to the next. Numbers are given before they are committed: of a job that grows meanwhile,
    /// an item may be passed over that becomes known just then. Of one at rest none is.
    /// </summary>
    private const int Part = 2000;

    /// <inheritdoc/>
    public string Site => site;

    /// <summary>Empty where this machine has not been told of the folder for files.</summary>
    public string FilesFolder { get; } = root is null ? "" : Directory.CreateDirectory(Path.Combine(root, "files")).FullName;

    /// <inheritdoc/>
    public async IAsyncEnumerable<ItemRecord> ItemsAsync(ItemFilter? which = null)
    {
        await PlaceAsync();
        for (long after = -1; ;)
        {
            List<(ItemRecord Record, long Number)> part = await database.AllAsync(
                row => (ItemRow.Record(row), row.GetInt64(ItemRow.Count)),
                $"""
                select {ItemRow.Columns}, seq from items i where job = $1 and seq > $5
                    and ($2::smallint[] is null or state = any($2::smallint[])) and ($3::text is null or outcome = $3::text)
                    and ($4::text[] is null or key = any($4::text[])) order by seq limit $6
                """, job, which?.States.Select(state => (short)state).ToArray(), which?.Outcome, which?.Keys?.ToArray(), after, Part);
            foreach ((ItemRecord record, _) in part)
            {
                yield return record;
            }

            if (part.Count < Part)
            {
                yield break;
            }

            after = part[^1].Number;
        }
    }

    /// <inheritdoc/>
    public async ValueTask<ItemRecord?> FindAsync(string key)
    {
        List<(ItemRecord Record, long Fence, string? Promised)> found = await database.AllAsync(
            row => (ItemRow.Record(row), row.GetInt64(ItemRow.Count), ItemRow.Text(row, ItemRow.Count + 1)),
            $"select {ItemRow.Columns}, fence, promised::text from items i where job = $1 and key = $2", job, key);
        foreach ((_, long fence, string? promised) in found.Where(each => each.Promised is not null))
        {
            await PlaceAsync(key, fence, PromiseOf(promised!));
        }

        return found.Select(each => each.Record).FirstOrDefault();
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<KeyValuePair<string, JsonElement>> RecordsAsync()
    {
        for (long after = -1; ;)
        {
            List<(string Key, string Record, long Number)> part = await database.AllAsync(
                row => (row.GetString(0), row.GetString(1), row.GetInt64(2)),
                """
                select r.key, r.record::text, i.seq from records r join items i using (job, key)
                where r.job = $1 and i.state = 2 and i.seq > $2 order by i.seq limit $3
                """, job, after, Part);
            foreach ((string key, string text, _) in part)
            {
                using JsonDocument record = JsonDocument.Parse(text);
                yield return new(key, record.RootElement.Clone());
            }

            if (part.Count < Part)
            {
                yield break;
            }

            after = part[^1].Number;
        }
    }

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<MachineView>> MachinesAsync() => await database.AllAsync(MachineRow.View, $"""
        {MachineRow.Select} where j.id = $1 and m.run = j.run order by m.id
        """, job);

    /// <summary>
    /// Puts files in place that a completion has promised. It is committed first, and a file gets its name then; whoever comes in between
    /// does the same, and a file that has its name already is nobody's trouble. What cannot be placed now stays promised.
    /// </summary>
    public async Task PlaceAsync()
    {
        if (root is null)
        {
            return;
        }

        List<(string Key, long Fence, string Placing)> promised = await database.AllAsync(
            row => (row.GetString(0), row.GetInt64(1), row.GetString(2)),
            "select key, fence, promised::text from items where job = $1 and promised is not null", job);
        foreach ((string owner, long fence, string placing) in promised)
        {
            await PlaceAsync(owner, fence, PromiseOf(placing));
        }
    }

    /// <summary>The same for one item, whose promise is known.</summary>
    /// <returns>Whether all of its files are in place.</returns>
    public async Task<bool> PlaceAsync(string key, long fence, IReadOnlyDictionary<string, string> staged)
    {
        bool[] placed = [.. staged.Select(each => IsPlaced(each.Key, each.Value))];
        if (placed.Contains(false))
        {
            return false;
        }

        await database.RunAsync("update items set promised = null where job = $1 and key = $2 and fence = $3", job, key, fence);
        return true;
    }

    private static Dictionary<string, string> PromiseOf(string text) =>
        JsonSerializer.Deserialize<Dictionary<string, string>>(text, Database.Json)!;

    private bool IsPlaced(string path, string from)
    {
        string final = Path.Combine(FilesFolder, path);
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(final)!);
            File.Move(Path.Combine(root!, from), final, overwrite: true);
            return true;
        }
        catch (Exception gone) when (gone is FileNotFoundException or DirectoryNotFoundException)
        {
            return File.Exists(final); // somebody else has done it
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
