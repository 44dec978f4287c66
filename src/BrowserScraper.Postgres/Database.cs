using System.Text.Json;
using BrowserScraper.Stores;
using Npgsql;

namespace BrowserScraper.Postgres;

/// <summary>
/// Statements with numbered parameters, each on a connection of its own or several in one transaction. What the database or the way to it
/// refuses is an <see cref="IOException"/>; with a watch it is waited for, and done once all the same. Members may be called concurrently.
/// </summary>
/// <param name="source">Its connections.</param>
/// <param name="watch">Waits where the database cannot be used. Default: nobody does.</param>
/// <param name="limit">What takes longer is given up. Default: as the connection says.</param>
internal sealed class Database(NpgsqlDataSource source, DatabaseWatch? watch = null, TimeSpan? limit = null) : IAsyncDisposable
{
    private const int Tries = 5;
    private const int ShownSeconds = 5;
    private const string Deadlock = PostgresErrorCodes.DeadlockDetected;
    private const string Serialization = PostgresErrorCodes.SerializationFailure;

    public static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    /// <summary>The same database, waited for where it cannot be used. Not to be disposed.</summary>
    public Database Waited(DatabaseWatch by) => new(source, by);

    /// <summary>The same database, waited for so long at most. Not to be disposed.</summary>
    public Database Within(TimeSpan most) => new(source, watch: null, most);

    /// <summary>A statement that does no harm where it is run twice: nobody knows of one whose answer was lost.</summary>
    public Task<int> RunAsync(string sql, params object?[] values) => GuardedAsync(async ending =>
    {
        await using NpgsqlCommand command = Fill(source.CreateCommand(sql), values);
        return await command.ExecuteNonQueryAsync(ending);
    });

    /// <inheritdoc cref="RunAsync"/>
    /// <returns>The first value of the first row, or the default.</returns>
    public Task<T?> OneAsync<T>(string sql, params object?[] values) => GuardedAsync(async ending =>
    {
        await using NpgsqlCommand command = Fill(source.CreateCommand(sql), values);
        return await command.ExecuteScalarAsync(ending) is T found ? found : default;
    });

    /// <inheritdoc cref="RunAsync"/>
    /// <returns>All rows.</returns>
    public Task<List<T>> AllAsync<T>(Func<NpgsqlDataReader, T> read, string sql, params object?[] values) =>
        GuardedAsync(async ending =>
        {
            await using NpgsqlCommand command = Fill(source.CreateCommand(sql), values);
            return await AllAsync(command, read, ending);
        });

    /// <inheritdoc cref="RunAsync"/>
    /// <param name="read">Reads a row.</param>
    /// <param name="sql">The statement.</param>
    /// <param name="values">Its parameters.</param>
    /// <param name="unwanted">It need not be done any more, unless it was done already.</param>
    /// <returns>All rows.</returns>
    /// <exception cref="OperationCanceledException">It is not wanted any more.</exception>
    public Task<List<T>> AllUnlessAsync<T>(
        Func<NpgsqlDataReader, T> read, string sql, object?[] values, CancellationToken unwanted) =>
        GuardedAsync(
            async ending =>
            {
                unwanted.ThrowIfCancellationRequested();
                await using NpgsqlCommand command = Fill(source.CreateCommand(sql), values);
                return await AllAsync(command, read, ending);
            },
            () => unwanted);

    /// <summary>One row, without awaiting it: for numbers that are shown. Nothing waits here where the database is away.</summary>
    public T Now<T>(Func<NpgsqlDataReader, T> read, string sql, params object?[] values)
    {
        if (watch?.IsAway == true)
        {
            throw new StoreAwayException("the store's database is away");
        }

        try
        {
            using NpgsqlCommand command = Fill(source.CreateCommand(sql), values);
            command.CommandTimeout = ShownSeconds;
            using NpgsqlDataReader row = command.ExecuteReader();
            row.Read();
            return read(row);
        }
        catch (Exception refused) when (DatabaseTrouble.IsOutage(refused))
        {
            throw Told(refused);
        }
    }

    /// <summary>
    /// Several statements in one transaction, which is committed when they have ended without throwing. They are run again where the
    /// database was away, unless they were committed: where the answer to that was lost, the database is asked once it is back.
    /// </summary>
    /// <param name="work">What is done; it may be called several times.</param>
    /// <param name="unwanted">It need not be done any more, unless it was done already.</param>
    /// <exception cref="OperationCanceledException">It is not wanted any more, and was not done.</exception>
    public async Task<T> InStepAsync<T>(Func<Step, Task<T>> work, CancellationToken unwanted = default)
    {
        string? doubted = null;
        T result = default!;
        return await GuardedAsync(
            async ending =>
            {
                if (doubted is not null && await IsCommittedAsync(doubted, ending))
                {
                    return result;
                }

                doubted = null;
                unwanted.ThrowIfCancellationRequested();
                await using NpgsqlConnection connection = await source.OpenConnectionAsync(ending);
                await using NpgsqlTransaction transaction = await connection.BeginTransactionAsync(ending);
                Step step = new(connection, ending);
                result = await work(step);
                string? own = watch is null ? null : await step.OneAsync<string>("select pg_current_xact_id_if_assigned()::text");
                doubted = own;
                await transaction.CommitAsync(ending);
                return result;
            },
            () => doubted is null ? unwanted : CancellationToken.None);
    }

    public ValueTask DisposeAsync() => source.DisposeAsync();

    internal static NpgsqlCommand Fill(NpgsqlCommand command, object?[] values)
    {
        foreach (object? value in values)
        {
            command.Parameters.Add(new NpgsqlParameter { Value = value ?? DBNull.Value });
        }

        return command;
    }

    internal static async Task<List<T>> AllAsync<T>(NpgsqlCommand command, Func<NpgsqlDataReader, T> read, CancellationToken ending)
    {
        List<T> rows = [];
        await using NpgsqlDataReader reader = await command.ExecuteReaderAsync(ending);
        while (await reader.ReadAsync(ending))
        {
            rows.Add(read(reader));
        }

        return rows;
    }

    /// <summary>Asks for a transaction's end, where nobody has answered.</summary>
    private async Task<bool> IsCommittedAsync(string transaction, CancellationToken ending)
    {
        try
        {
            await using NpgsqlCommand command = Fill(source.CreateCommand("select pg_xact_status($1::text::xid8)"), [transaction]);
            return await command.ExecuteScalarAsync(ending) switch
            {
                "committed" => true,
                "in progress" => throw new TimeoutException("an earlier connection has not ended yet"),
                _ => false,
            };
        }
        catch (PostgresException unknown) when (unknown.SqlState == PostgresErrorCodes.InvalidParameterValue)
        {
            return false; // another server has taken over, which has never heard of it
        }
    }

    private Task<T> GuardedAsync<T>(Func<CancellationToken, Task<T>> work, Func<CancellationToken>? unwanted = null) =>
        watch is null ? OnceAsync(work) : WaitedAsync(watch, work, unwanted ?? (() => CancellationToken.None));

    private async Task<T> OnceAsync<T>(Func<CancellationToken, Task<T>> work)
    {
        using CancellationTokenSource over = new(limit ?? Timeout.InfiniteTimeSpan);
        try
        {
            return await TriedAsync(() => work(over.Token));
        }
        catch (Exception refused) when (DatabaseTrouble.IsOutage(refused))
        {
            throw Told(refused);
        }
    }

    private async Task<T> WaitedAsync<T>(DatabaseWatch by, Func<CancellationToken, Task<T>> work, Func<CancellationToken> unwanted)
    {
        using DatabaseWatch.Asked asked = by.Begin();
        for (Exception? last = null; ;)
        {
            try
            {
                using CancellationTokenSource one = asked.Try();
                T result = await TriedAsync(() => work(one.Token));
                asked.Answered();
                return result;
            }
            catch (OperationCanceledException) when (unwanted().IsCancellationRequested)
            {
                throw;
            }
            catch (Exception refused) when (DatabaseTrouble.IsPassing(refused) && !by.IsOver)
            {
                last = refused;
            }
            catch (Exception refused) when (DatabaseTrouble.IsLasting(refused))
            {
                throw DatabaseTrouble.Stop(refused);
            }
            catch (Exception refused) when (DatabaseTrouble.IsOutage(refused))
            {
                throw Told(last ?? refused);
            }

            Renew(last);
            asked.Failed(last);
            await asked.PauseAsync(unwanted());
        }
    }

    /// <summary>After a failover, connections to what takes no writes any more would be handed out for ever.</summary>
    private void Renew(Exception trouble)
    {
        if (trouble is PostgresException { SqlState: PostgresErrorCodes.ReadOnlySqlTransaction })
        {
            source.Clear();
        }
    }

    private static async Task<T> TriedAsync<T>(Func<Task<T>> work)
    {
        for (int attempt = 1; ; attempt++)
        {
            try
            {
                return await work();
            }
            catch (PostgresException lost) when (attempt < Tries && lost.SqlState is (Deadlock or Serialization))
            {
                // It was rolled back as a whole, so that others could go on.
            }
        }
    }

    private static StoreAwayException Told(Exception refused) => new(DatabaseTrouble.LineOf(refused), refused);
}
