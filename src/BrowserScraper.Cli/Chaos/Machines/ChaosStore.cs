using BrowserScraper.Items;
using BrowserScraper.Postgres;
using BrowserScraper.Settings;
using Npgsql;

namespace BrowserScraper.Cli.Chaos.Machines;

/// <summary>
/// The database of a job that many machines share: one of its own, or the operator's, with a schema of its own there. Members may be called
/// concurrently.
/// </summary>
internal sealed class ChaosStore : IAsyncDisposable
{
    private static readonly TimeSpan LongestAnswer = TimeSpan.FromSeconds(5);

    private readonly NpgsqlConnectionStringBuilder address;
    private readonly LocalPostgres? own;
    private readonly NpgsqlDataSource source;
    private readonly Database database;
    private long troubledAt = long.MinValue;

    private ChaosStore(NpgsqlConnectionStringBuilder address, LocalPostgres? own, string mark)
    {
        this.address = address;
        this.own = own;
        address.ApplicationName = mark; // by which its connections are known
        Schema = $"chaos_{mark}";
        source = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(address.ConnectionString)
        {
            SearchPath = Schema, ApplicationName = "BrowserScraper chaos", MaxPoolSize = 5,
        });
        database = new(source, watch: null, LongestAnswer);
    }

    public string Schema { get; }

    /// <param name="given">The operator's; null for one of its own.</param>
    /// <param name="mark">Letters and digits that nobody else has.</param>
    /// <exception cref="RunStopException">It cannot be used, or PostgreSQL is not on this machine.</exception>
    public static async Task<ChaosStore> StartAsync(StoreSettings? given, string mark)
    {
        if (given is null)
        {
            LocalPostgres server = await LocalPostgres.StartAsync();
            return new(new(server.Connection), server, mark);
        }

        NpgsqlConnectionStringBuilder named = StoreAddress.Read(given.Store, given.Password);
        return named.Host!.StartsWith('/')
            ? throw new RunStopException(
                StopReason.BadUsage, "--store: the way to the database is cut and stalled on TCP; name a host instead of a socket's folder")
            : new(named, own: null, mark);
    }

    /// <summary>A way to it that a machine alone has.</summary>
    public LoopbackProxy Way() => new(address.Port, address.Host!);

    /// <summary>STORE for the machine that has this way.</summary>
    /// <param name="way">The way.</param>
    /// <param name="isReadable">It prepares no statements, so that each says what it does.</param>
    public string Through(LoopbackProxy way, bool isReadable)
    {
        NpgsqlConnectionStringBuilder through = new(address.ConnectionString) { Host = "127.0.0.1", Port = way.Port, Password = null };
        if (isReadable)
        {
            through.MaxAutoPrepare = 0;
        }

        return through.ConnectionString;
    }

    /// <summary>Rows of the job's schema, read past all ways; null where the database does not answer just now.</summary>
    public async Task<List<T>?> ReadAsync<T>(Func<NpgsqlDataReader, T> read, string sql, params object?[] values)
    {
        try
        {
            return await database.AllAsync(read, sql, values);
        }
        catch (IOException)
        {
            return null;
        }
    }

    /// <summary>Stops one's own and starts it again.</summary>
    /// <param name="mode">As pg_ctl has them.</param>
    public async Task RestartAsync(string mode)
    {
        Trouble();
        await own!.StopAsync(mode);
        await own.BeginAsync();
        Trouble();
    }

    /// <summary>Ends all connections of all machines.</summary>
    /// <returns>How many those were.</returns>
    public async Task<long> TerminateAsync()
    {
        Trouble();
        return (await ReadAsync(
            row => row.GetInt64(0), "select count(pg_terminate_backend(pid)) from pg_stat_activity where application_name = $1",
            address.ApplicationName))?[0] ?? 0;
    }

    /// <summary>Whether it was in trouble since then: a machine that was just starting is refused.</summary>
    /// <param name="since">A timestamp of the system's clock.</param>
    public bool WasInTrouble(long since) => Volatile.Read(ref troubledAt) >= since;

    public async ValueTask DisposeAsync()
    {
        if (own is null)
        {
            await ReadAsync(_ => 0, $"drop schema if exists {Schema} cascade");
        }

        await source.DisposeAsync();
        if (own is not null)
        {
            await own.DisposeAsync();
        }
    }

    private void Trouble() => Volatile.Write(ref troubledAt, TimeProvider.System.GetTimestamp());
}
