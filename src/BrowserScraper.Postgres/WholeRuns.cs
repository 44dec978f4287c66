using BrowserScraper.Items;
using BrowserScraper.Stores;

namespace BrowserScraper.Postgres;

/// <summary>How a job's last run stands on all of its machines. Members may be called concurrently.</summary>
/// <param name="database">Where they are known.</param>
/// <param name="job">The job's number.</param>
/// <param name="root">The job's folder in FILES_DIR; null where this machine has not been told of it.</param>
internal sealed class WholeRuns(Database database, long job, string? root)
{
    /// <summary>Where the machines of a run leave what they tell.</summary>
    public static string FolderOf(string root, int run) => Path.Combine(root, "runs", $"{run}");

    /// <returns>Null where there was none, or the job was deleted.</returns>
    public Task<WholeRun?> ReadAsync() => database.InStepAsync(async step =>
    {
        List<WholeRun> found = await step.AllAsync(
            row => new WholeRun(row.GetString(0), row.GetString(1), row.GetInt32(2))
            {
                Folder = root is null ? null : FolderOf(root, row.GetInt32(2)),
                Begun = row.GetFieldValue<DateTimeOffset>(3),
                Ended = row.IsDBNull(4) ? null : row.GetFieldValue<DateTimeOffset>(4),
                Order = row.IsDBNull(6) ? null : ((StopReason)row.GetInt16(5), row.GetString(6)),
                Now = row.GetFieldValue<DateTimeOffset>(7),
                LastDone = row.IsDBNull(8) ? null : row.GetFieldValue<DateTimeOffset>(8),
            },
            """
            select j.name, j.site, r.number, r.begun, r.ended, r.stop_reason, r.stop_message, clock_timestamp(),
                (select max(updated) from items i where i.job = j.id and i.run = r.number and i.state = 2)
            from jobs j join runs r on r.job = j.id and r.number = j.run where j.id = $1
            """, job);
        return found is not [{ } stand] ? null : stand with
        {
            OfRun = await CountAsync(step, "run = $2", stand.Number),
            OfJob = await CountAsync(step, "$2 = $2", stand.Number),
            Failed = await step.AllAsync(
                ItemRow.Record,
                $"select {ItemRow.Columns} from items i where job = $1 and run = $2 and state = 4 and place = 0 order by seq limit $3", job,
                stand.Number, WholeRun.MostFailed),
            Machines = await step.AllAsync(
                MachineRow.View, $"{MachineRow.Select} where j.id = $1 and m.run = $2 order by m.id", job, stand.Number),
        };
    });

    private async Task<IReadOnlyDictionary<ItemState, int>> CountAsync(Step step, string which, int run) => (await step.AllAsync(
        row => ((ItemState)row.GetInt16(0), (int)row.GetInt64(1)),
        $"select state, count(*) from items where job = $1 and {which} group by state", job, run)).ToDictionary();
}
