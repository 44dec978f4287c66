using BrowserScraper.Items;

namespace BrowserScraper.Postgres;

/// <summary>
/// Removes a job. Its row and those of its machines go first, in one transaction: machines notice with their next heartbeat, and nobody
/// joins until everything else is gone, too. A deletion that is cut is gone on with by the next one.
/// </summary>
internal sealed class JobDeletion(PostgresOptions options, Database database, string name)
{
    /// <summary>Rows that are removed at once, so that nobody else waits for long.</summary>
    private const int Part = 10_000;

    /// <exception cref="RunStopException">The job is being deleted, and must not be begun anew meanwhile.</exception>
    public static async Task RefuseAsync(Step step, string name)
    {
        if (await step.OneAsync<bool>("select exists (select 1 from deletions where name = $1)", name))
        {
            throw new RunStopException(
                StopReason.BadUsage, $"{name} is being deleted; wait for the end of that, or, where it was cut, run it again: store delete "
                    + name);
        }
    }

    /// <returns>How many items it had; null where there is no such job.</returns>
    public async Task<long?> RunAsync(CancellationToken stopping)
    {
        _ = new SharedFolder(options.FilesFolder).MarkerPath; // before anything is removed: files would be left
        (long Job, int AtWork)? begun = await BeginAsync();
        if (begun is not { } job)
        {
            return null;
        }

        long items = await SweepAsync(job.Job, stopping);
        if (job.AtWork > 0)
        {
            // Who was in the middle of something ends it; what that has left, goes then.
            await Task.Delay(options.Heartbeat + options.Heartbeat, TimeProvider.System, stopping);
        }

        DeleteFiles(await OthersAsync());
        items += await SweepAsync(job.Job, stopping);
        await database.RunAsync("delete from deletions where job = $1", job.Job);
        return items;
    }

    private Task<(long Job, int AtWork)?> BeginAsync() => database.InStepAsync<(long, int)?>(async step =>
    {
        await step.TakeTimeAsync();
        List<long> jobs = await step.AllAsync(
            row => row.GetInt64(0),
            "select id from jobs where name = $1 union all select job from deletions where name = $1", name);
        if (jobs.Count == 0)
        {
            return null;
        }

        long job = jobs[0];
        await step.RunAsync("insert into deletions (job, name) values ($1, $2) on conflict do nothing", job, name);
        await step.RunAsync("delete from jobs where id = $1", job);
        List<bool> atWork = await step.AllAsync(
            row => row.GetBoolean(0),
            "delete from machines where job = $1 returning gone is null and beat > clock_timestamp() - lease", job);
        return (job, atWork.Count(each => each));
    });

    /// <summary>Removes its rows, whichever tables have some.</summary>
    /// <returns>How many items were among them.</returns>
    private async Task<long> SweepAsync(long job, CancellationToken stopping)
    {
        long items = 0;
        foreach (string table in await TablesAsync())
        {
            for (int removed = Part; removed == Part;)
            {
                stopping.ThrowIfCancellationRequested();
                removed = await database.RunAsync(
                    $"delete from \"{table}\" where ctid = any(array(select ctid from \"{table}\" where job = $1 limit {Part}))", job);
                items += table == "items" ? removed : 0;
            }
        }

        return items;
    }

    private Task<List<string>> TablesAsync() => database.AllAsync(
        row => row.GetString(0),
        """
        select t.relname from pg_class t join pg_namespace s on s.oid = t.relnamespace
            join pg_attribute a on a.attrelid = t.oid and a.attname = 'job' and a.atttypid = 'bigint'::regtype
        where s.nspname = $1 and t.relkind = 'r' and t.relname <> 'deletions' order by t.relname
        """, options.Schema);

    /// <summary>Jobs whose folders are in this one's.</summary>
    private Task<List<string>> OthersAsync() => database.AllAsync(
        row => row.GetString(0)[(name.Length + 1)..], "select name from jobs where starts_with(name, $1)", $"{name}/");

    private void DeleteFiles(List<string> others)
    {
        string root = Path.GetFullPath(Path.Combine(options.FilesFolder, name));
        if (!Directory.Exists(root))
        {
            return;
        }

        foreach (string entry in Directory.GetFileSystemEntries(root).Where(each => !others.Contains(Path.GetFileName(each))))
        {
            if (Directory.Exists(entry))
            {
                Directory.Delete(entry, recursive: true);
            }
            else
            {
                File.Delete(entry);
            }
        }

        for (string? empty = root; empty != Path.GetFullPath(options.FilesFolder) && !Directory.EnumerateFileSystemEntries(empty!).Any();
            empty = Path.GetDirectoryName(empty))
        {
            Directory.Delete(empty!);
        }
    }
}
