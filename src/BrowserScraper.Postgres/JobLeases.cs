using System.Collections.Concurrent;

namespace BrowserScraper.Postgres;

/// <summary>
/// What one machine of a job alone does, by name. The epoch grows with each holder: one that was away for too long ends nothing that
/// another has begun since. Members may be called concurrently.
/// </summary>
internal sealed class JobLeases(Database database, JobPlace place, PostgresOptions options)
{
    /// <summary>Somebody who is at work holds it, by the database's clock.</summary>
    private const string Held =
        """
        exists (select 1 from machines m join runs r on r.job = m.job and r.number = m.run
            where m.id = l.machine and m.gone is null and m.beat > now() - m.lease and r.ended is null)
        """;

    private readonly ConcurrentDictionary<string, long> epochs = new(StringComparer.Ordinal);

    /// <inheritdoc cref="Stores.IJobSession.TakeLeaseAsync"/>
    public async Task<bool> TakeAsync(string name, CancellationToken stopping)
    {
        while (true)
        {
            stopping.ThrowIfCancellationRequested();
            (bool isDone, bool isHeld) = await LookAsync(name);
            if (isDone)
            {
                return false;
            }

            if (!isHeld && await database.InStepAsync(step => TakeAsync(step, name), stopping) is { } epoch)
            {
                epochs[name] = epoch;
                return true;
            }

            await Task.Delay(options.Poll, TimeProvider.System, stopping);
        }
    }

    /// <inheritdoc cref="Stores.IJobSession.EndLeaseAsync"/>
    public async ValueTask EndAsync(string name, bool isDone)
    {
        if (epochs.TryRemove(name, out long epoch))
        {
            await database.RunAsync(
                "update leases set machine = null, done = $5 where job = $1 and name = $2 and machine = $3 and epoch = $4", place.Job,
                name, place.Machine, epoch, isDone);
        }
    }

    /// <inheritdoc cref="Stores.IJobSession.LeaseHolderAsync"/>
    public async ValueTask<string?> HolderAsync(string name) => await database.OneAsync<string>(
        $"""
        select m.host from leases l join machines m on m.id = l.machine
        where l.job = $1 and l.name = $2 and l.machine <> $3 and {Held}
        """, place.Job, name, place.Machine);

    private async Task<(bool IsDone, bool IsHeld)> LookAsync(string name) => (await database.AllAsync(
        row => (row.GetBoolean(0), row.GetBoolean(1)),
        $"""
        select l.done and l.run = $4, l.machine is not null and l.machine <> $3 and {Held} from leases l where l.job = $1 and l.name = $2
        """, place.Job, name, place.Machine, place.Run)).FirstOrDefault();

    /// <summary>Looks once more under the row's lock: whoever has waited for that must see what the one before has written.</summary>
    /// <returns>The epoch; null where it is another's.</returns>
    private async Task<long?> TakeAsync(Step step, string name)
    {
        await step.RunAsync("insert into leases (job, name) values ($1, $2) on conflict do nothing", place.Job, name);
        await step.RunAsync("select 1 from leases where job = $1 and name = $2 for update", place.Job, name);
        return await step.OneAsync<long?>(
            $"""
            update leases l set machine = $3, run = $4, epoch = epoch + 1, done = false
            where l.job = $1 and l.name = $2 and not (l.done and l.run = $4)
                and (l.machine is null or l.machine = $3 or not {Held.Replace("now()", "clock_timestamp()", StringComparison.Ordinal)})
                and exists (select 1 from machines where id = $3 and gone is null and beat > clock_timestamp() - lease)
            returning epoch
            """, place.Job, name, place.Machine, place.Run);
    }
}
