using BrowserScraper.Items;

namespace BrowserScraper.Postgres;

/// <summary>Who has which account, over all jobs of the database. Members may be called concurrently.</summary>
internal sealed class MachineAccounts(Database database, JobPlace place, PostgresOptions options) : IMachineAccounts
{
    /// <inheritdoc/>
    public TimeSpan Interval => options.Heartbeat;

    /// <summary>
    /// Who has asked since then was there when the others were not. After an outage nobody was: all are heard of again before one takes
    /// what another has.
    /// </summary>
    private TimeSpan Presence => 3 * options.Heartbeat;

    /// <inheritdoc/>
    public Task<AccountShare> ShareAsync(IReadOnlyList<string> names, int most) => database.InStepAsync(async step =>
    {
        string[] wanted = [.. names];
        await step.RunAsync(
            "insert into accounts (name) select distinct n from unnest($1) n order by n on conflict do nothing", (object)wanted);
        await step.RunAsync("select 1 from accounts where name = any($1) order by name for update", (object)wanted); // one at a time
        bool wasHere = await step.OneAsync<bool>(
            "select exists (select 1 from account_users where machine = $1 and name = any($2) and seen > clock_timestamp() - $3)",
            place.Machine, wanted, Presence);
        await step.RunAsync(
            """
            delete from account_users u where name = any($1) and machine <> $2 and not exists (select 1 from machines m
                where m.id = u.machine and m.gone is null and m.beat > clock_timestamp() - m.lease)
            """, wanted, place.Machine);
        await step.RunAsync(
            """
            insert into account_users (name, machine, seen) select distinct n, $2::bigint, clock_timestamp() from unnest($1) n
            on conflict (name, machine) do update set seen = excluded.seen
            """, wanted, place.Machine);
        long users = await step.OneAsync<long>(
            "select count(distinct machine) from account_users where name = any($1)", (object)wanted);
        List<Held> all = await step.AllAsync(
            row => new Held(
                row.GetString(0), row.GetBoolean(1), row.GetBoolean(2), row.GetBoolean(3), row.IsDBNull(4) ? "" : row.GetString(4)),
            """
            select a.name, coalesce(a.machine = $2, false), m.id is null or m.gone is not null,
                m.id is not null and m.gone is null and m.beat <= clock_timestamp() - m.lease,
                m.host || case when m.job = $3 then '' else ' (' || (select j.name from jobs j where j.id = m.job) || ')' end
            from accounts a left join machines m on m.id = a.machine where a.name = any($1) order by a.name
            """, wanted, place.Machine, place.Job);
        return await ShareAsync(step, all, (int)((all.Count + users - 1) / users), most, wasHere);
    });

    /// <inheritdoc/>
    public Task StandByAsync(bool isWaiting) => database.RunAsync(
        "update machines set adding_complete = case when $2 then null else false end where id = $1", place.Machine, isWaiting);

    /// <inheritdoc/>
    public async Task LeaveAsync(string name) =>
        await database.RunAsync("update accounts set machine = null where name = $1 and machine = $2", name, place.Machine);

    /// <inheritdoc/>
    public async Task<(long Version, byte[]? Login)> ReadAsync(string name) => (await database.AllAsync(
        row => (row.GetInt64(0), row.IsDBNull(1) ? null : row.GetFieldValue<byte[]>(1)),
        "select version, login from accounts where name = $1", name)).FirstOrDefault();

    /// <inheritdoc/>
    public async Task<bool> WriteAsync(string name, long version, byte[] login) => await database.RunAsync(
        """
        insert into accounts as a (name, version, login) select $1, 1, $3 where $2 = 0 or exists (select 1 from accounts where name = $1)
        on conflict (name) do update set version = a.version + 1, login = excluded.login where a.version = $2
        """, name, version, login) > 0;

    /// <inheritdoc/>
    public Task<int> CountSignInAsync(string name, TimeSpan window) => database.OneAsync<int>(
        """
        insert into accounts as a (name, sign_ins) values ($1, array[clock_timestamp()]) on conflict (name) do update set sign_ins =
            array(select t from unnest(a.sign_ins) t where t > clock_timestamp() - $2 order by t) || clock_timestamp()
        returning cardinality(sign_ins)
        """, name, window);

    private async Task<AccountShare> ShareAsync(Step step, List<Held> all, int fair, int most, bool wasHere)
    {
        string[] mine = [.. all.Where(each => each.IsMine).Select(each => each.Name)];
        string[] free = [.. all.Where(each => !each.IsMine && (each.IsFree || (each.IsLeft && wasHere))).Select(each => each.Name)];
        string[] taken = [.. free.Take(Math.Max(0, Math.Min(fair, most) - mine.Length))];
        if (taken.Length > 0)
        {
            // what is no machine any more for the others takes nothing
            int count = await step.RunAsync(
                """
                update accounts set machine = $2 where name = any($1) and exists (select 1 from machines
                    where id = $2 and gone is null and beat > clock_timestamp() - lease)
                """, taken, place.Machine);
            taken = count == 0 ? [] : taken;
        }

        string[] others = [.. all.Where(each => !each.IsMine && !each.IsFree && !taken.Contains(each.Name))
            .Select(each => each.Host).Distinct().Order(StringComparer.Ordinal)];
        return new([.. mine, .. taken], Math.Max(0, mine.Length - fair - (free.Length - taken.Length)), others);
    }

    /// <param name="Name">The account.</param>
    /// <param name="IsMine">This machine has it.</param>
    /// <param name="IsFree">Nobody has it.</param>
    /// <param name="IsLeft">Its machine is not heard of any more.</param>
    /// <param name="Host">Whose it is.</param>
    private sealed record Held(string Name, bool IsMine, bool IsFree, bool IsLeft, string Host);
}
