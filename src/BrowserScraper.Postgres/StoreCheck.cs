using System.Net;
using BrowserScraper.Items;
using BrowserScraper.Stores;
using Npgsql;

namespace BrowserScraper.Postgres;

/// <summary>
/// Looks at what a store of many machines needs: the database and the way to it, rights, the schema, clocks, who is at work, how full it
/// is, the shared folder. Changes nothing but the folder's marker, where there has been none.
/// </summary>
internal sealed class StoreCheck(PostgresOptions options, Database database)
{
    private const int OldestServer = 13;
    private const int Rounds = 5;
    private const double FullFrom = 0.9;
    private const long ManyDeadRows = 100_000;

    private static readonly TimeSpan MostOffset = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan LongOpen = TimeSpan.FromMinutes(10);

    private readonly NpgsqlConnectionStringBuilder given = new(options.Connection);
    private readonly FolderCheck folder = new(options.FilesFolder);

    /// <summary>One finding after the other. What cannot be looked at, because something before it is missing, is left out.</summary>
    public async IAsyncEnumerable<StoreFinding> RunAsync()
    {
        StoreFinding reached = await GuardedAsync("database", ReachedAsync);
        yield return reached;
        if (reached.IsFine)
        {
            foreach ((string name, Func<Task<StoreFinding>> look) in Looks())
            {
                yield return await GuardedAsync(name, look);
            }
        }

        bool hasSchema = reached.IsFine && await IsThereAsync();
        if (hasSchema)
        {
            foreach (StoreFinding machine in await AllAsync("machine", MachinesAsync))
            {
                yield return machine;
            }

            foreach (StoreFinding deletion in await AllAsync("deletion", DeletionsAsync))
            {
                yield return deletion;
            }
        }

        StoreFinding written = folder.Written();
        yield return written;
        if (written.IsFine)
        {
            if (hasSchema)
            {
                yield return await GuardedAsync("same folder", SameFolderAsync);
            }

            yield return folder.OneFileSystem();
        }
    }

    private IEnumerable<(string Name, Func<Task<StoreFinding>> Look)> Looks() =>
    [
        ("server", ServerAsync), ("encryption", EncryptionAsync), ("pooler", PoolerAsync), ("rights", RightsAsync), ("schema", SchemaAsync),
        ("clock", ClockAsync), ("connections", ConnectionsAsync), ("size", SizeAsync), ("items", ItemsAsync), ("dead rows", DeadRowsAsync),
        ("long transactions", LongTransactionsAsync),
    ];

    private static async Task<StoreFinding> GuardedAsync(string name, Func<Task<StoreFinding>> look)
    {
        try
        {
            return await look();
        }
        catch (Exception refused) when (refused is IOException or NpgsqlException or RunStopException)
        {
            return new(name, OneLine.Of(refused.Message), "mend what it says, and look again");
        }
    }

    private static async Task<IReadOnlyList<StoreFinding>> AllAsync(string name, Func<Task<List<StoreFinding>>> look)
    {
        try
        {
            return await look();
        }
        catch (Exception refused) when (refused is IOException or NpgsqlException)
        {
            return [new(name, OneLine.Of(refused.Message), "mend what it says, and look again")];
        }
    }

    private async Task<StoreFinding> ReachedAsync()
    {
        await database.OneAsync<int>("select 1");
        return new("database", $"{given.Database ?? given.Username} at {given.Host}:{given.Port}, as {given.Username}");
    }

    private async Task<StoreFinding> ServerAsync()
    {
        (int number, string version, bool isReadOnly) = (await database.AllAsync(
            row => (row.GetInt32(0), row.GetString(1), row.GetBoolean(2)),
            """
            select current_setting('server_version_num')::int, current_setting('server_version'),
                pg_is_in_recovery() or current_setting('transaction_read_only')::bool
            """))[0];
        return new(
            "server", $"PostgreSQL {version}{(isReadOnly ? ", read-only" : "")}",
            number / 10_000 < OldestServer ? $"install version {OldestServer} or later"
                : isReadOnly ? "STORE must name the primary server, not a standby or a read-only one" : null);
    }

    private async Task<StoreFinding> EncryptionAsync()
    {
        string? version = await database.OneAsync<string>("select version from pg_stat_ssl where pid = pg_backend_pid() and ssl");
        bool isHere = given.Host is not { } host || host.StartsWith('/') || host == "localhost"
            || (IPAddress.TryParse(host, out IPAddress? address) && IPAddress.IsLoopback(address));
        return new(
            "encryption", version ?? (isHere ? "none, on this machine" : "none"),
            version is not null || isHere ? null : "set ssl = on at the server and SSL Mode=Require in STORE: passwords and data cross the "
                + "network in the clear");
    }

    /// <summary>
    /// A pooler gives a connection another number than its backend has; one that lends backends for a transaction gives this connection's
    /// to the next one that asks.
    /// </summary>
    private async Task<StoreFinding> PoolerAsync()
    {
        NpgsqlConnectionStringBuilder alone = new(given.ConnectionString) { Pooling = false };
        await using NpgsqlConnection one = new(alone.ConnectionString);
        await one.OpenAsync();
        int backend = await BackendAsync(one);
        if (backend == one.ProcessID)
        {
            return new("pooler", "none");
        }

        await using NpgsqlConnection other = new(alone.ConnectionString);
        await other.OpenAsync();
        return await BackendAsync(other) == backend
            ? new(
                "pooler", "one that lends connections for a transaction each, such as pgbouncer; that will do, with what "
                    + "docs/many-machines.md says of it")
            : new("pooler", "one that lends connections for a session each; that will do");
    }

    private static async Task<int> BackendAsync(NpgsqlConnection connection)
    {
        await using NpgsqlCommand command = new("select pg_backend_pid()", connection);
        return (int)(await command.ExecuteScalarAsync())!;
    }

    private async Task<StoreFinding> RightsAsync()
    {
        (bool isThere, bool mayMake, bool mayUse, long closed) = (await database.AllAsync(
            row => (row.GetBoolean(0), row.GetBoolean(1), row.GetBoolean(2), row.GetInt64(3)),
            """
            select s.oid is not null,
                case when s.oid is null then has_database_privilege(current_database(), 'create') else has_schema_privilege(s.oid, 'create')
                end,
                s.oid is null or has_schema_privilege(s.oid, 'usage'),
                (select count(*) from pg_class t where t.relnamespace = s.oid and t.relkind = 'r' and t.relname <> 'schema_version'
                    and not (has_table_privilege(t.oid, 'select') and has_table_privilege(t.oid, 'insert')
                        and has_table_privilege(t.oid, 'update') and has_table_privilege(t.oid, 'delete')))
                + (select count(*) from pg_class t where t.relnamespace = s.oid
                    and case when t.relkind = 'S' then not has_sequence_privilege(t.oid, 'usage') end)
            from (select to_regnamespace($1)::oid as oid) s
            """, options.Schema))[0];
        string make = mayMake ? "may make and change the schema" : "may not change the schema";
        string use = mayUse && closed == 0 ? "may read and write" : "may not read and write";
        return new("rights", isThere ? $"{make}, {use}" : make, (isThere, mayMake, mayUse && closed == 0) switch
        {
            (false, false, _) => $"as an owner: create schema {options.Schema} authorization {given.Username}",
            (true, _, false) => $"as its owner: grant usage on schema {options.Schema} to {given.Username}; grant select, insert, update, "
                + $"delete on all tables in schema {options.Schema} to {given.Username}; grant usage on all sequences in schema "
                + $"{options.Schema} to {given.Username}",
            _ => null,
        });
    }

    private async Task<StoreFinding> SchemaAsync()
    {
        if (!await IsThereAsync())
        {
            return new("schema", $"{options.Schema} is not there yet; the first run makes it, with version {Migrations.Newest}");
        }

        int version = await database.OneAsync<int>("select max(version) from schema_version");
        return new(
            "schema", $"{options.Schema} has version {version}, and this program knows {Migrations.Newest}",
            version > Migrations.Newest ? "use a newer program" : null);
    }

    private Task<bool> IsThereAsync() =>
        database.OneAsync<bool>(
            """
            select exists (select 1 from pg_class t join pg_namespace s on s.oid = t.relnamespace
                where s.nspname = $1 and t.relname = 'schema_version')
            """, options.Schema);

    private async Task<StoreFinding> ClockAsync()
    {
        (TimeSpan offset, TimeSpan within) = (TimeSpan.Zero, TimeSpan.MaxValue);
        for (int round = 0; round < Rounds; round++)
        {
            DateTimeOffset before = options.Time.GetUtcNow();
            long began = TimeProvider.System.GetTimestamp();
            DateTimeOffset theirs = (await database.AllAsync(row => row.GetFieldValue<DateTimeOffset>(0), "select clock_timestamp()"))[0];
            TimeSpan took = TimeProvider.System.GetElapsedTime(began);
            (offset, within) = took < within ? (before + (took / 2) - theirs, took) : (offset, within);
        }

        return new(
            "clock", $"this machine's is {Offset(offset)} (an answer takes {within.TotalMilliseconds:0.0} ms)", ToDoAbout(offset));
    }

    private static string Offset(TimeSpan offset) =>
        offset.Duration() < TimeSpan.FromSeconds(0.1) ? "as the database's"
            : $"{offset.Duration().TotalSeconds:0.0} s {(offset > TimeSpan.Zero ? "ahead of" : "behind")} the database's";

    private static string? ToDoAbout(TimeSpan offset) => offset.Duration() < MostOffset ? null
        : "set the clock (NTP): nothing is lost or done twice by it, and the times in logs and reports do not fit together";

    private async Task<StoreFinding> ConnectionsAsync()
    {
        (long used, int most) = (await database.AllAsync(
            row => (row.GetInt64(0), row.GetInt32(1)),
            """
            select (select count(*) from pg_stat_activity where backend_type = 'client backend'),
                current_setting('max_connections')::int - current_setting('superuser_reserved_connections')::int
            """))[0];
        return new(
            "connections", $"{used} of {most} in use",
            used < most * FullFrom ? null : "raise max_connections, or start fewer machines: each takes its pages and 4 more");
    }

    private async Task<StoreFinding> SizeAsync() => new(
        "size", (await database.OneAsync<string>("select pg_size_pretty(pg_database_size(current_database()))"))!);

    private async Task<StoreFinding> ItemsAsync()
    {
        if (!await IsThereAsync())
        {
            return new("items", "none yet");
        }

        List<string> states = await database.AllAsync(
            row => $"{row.GetInt64(1)} {((ItemState)row.GetInt16(0)).ToString().ToLowerInvariant()}",
            "select state, count(*) from items group by 1 order by 1");
        long jobs = await database.OneAsync<long>("select count(*) from jobs");
        return new("items", $"{Counted.Of(jobs, "job")}{string.Concat(states.Select(state => $", {state}"))}");
    }

    private async Task<StoreFinding> DeadRowsAsync()
    {
        (long live, long dead) = (await database.AllAsync(
            row => (row.GetInt64(0), row.GetInt64(1)),
            """
            select coalesce(sum(n_live_tup), 0)::bigint, coalesce(sum(n_dead_tup), 0)::bigint from pg_stat_user_tables
            where schemaname = $1
            """, options.Schema))[0];
        return new(
            "dead rows", $"{dead}, beside {live} live ones",
            dead < Math.Max(ManyDeadRows, live) ? null : $"see that autovacuum is on, or: vacuum analyze {options.Schema}.items");
    }

    private async Task<StoreFinding> LongTransactionsAsync()
    {
        List<string> open = await database.AllAsync(
            row => $"process {row.GetInt32(0)} of {row.GetString(1)}, since {row.GetFieldValue<DateTimeOffset>(2):yyyy-MM-dd HH:mm:ss}",
            """
            select pid, coalesce(usename, '?'), xact_start from pg_stat_activity
            where datname = current_database() and xact_start < now() - $1 and backend_type = 'client backend' order by xact_start limit 3
            """, LongOpen);
        return new(
            "long transactions", open.Count == 0 ? "none" : string.Join("; ", open),
            open.Count == 0 ? null : "end them: what has been changed since they began cannot be cleared away, and claims get slower");
    }

    private Task<List<StoreFinding>> MachinesAsync() => database.AllAsync(row =>
    {
        MachineView machine = MachineRow.View(row);
        string job = row.GetString(MachineRow.Job);
        TimeSpan? offset = machine.ClockOffset;
        return new StoreFinding(
            "machine", $"{machine.Host} (process {machine.Process}) at work on {job}, its clock "
                + $"{(offset is { } known ? Offset(known) : "not known")}", offset is { } ahead ? ToDoAbout(ahead) : null);
    }, $"{MachineRow.Select} where m.run = j.run and m.gone is null and m.beat >= clock_timestamp() - m.lease order by j.name, m.id");

    private Task<List<StoreFinding>> DeletionsAsync() => database.AllAsync(
        row => new StoreFinding(
            "deletion", $"that of {row.GetString(0)} was begun and has not ended", $"run it again: store delete {row.GetString(0)}"),
        "select name from deletions order by name");

    private async Task<StoreFinding> SameFolderAsync()
    {
        SharedFolder shared = new(options.FilesFolder);
        string? fault = await database.InStepAsync(step => shared.FaultAsync(step, marks: true));
        return new("same folder", fault ?? $"the database knows {shared.MarkerPath}", fault is null ? null : "see there");
    }
}
