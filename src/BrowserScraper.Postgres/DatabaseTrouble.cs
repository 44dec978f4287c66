using BrowserScraper.Items;
using Npgsql;

namespace BrowserScraper.Postgres;

/// <summary>What an error of the database means: whether waiting helps, and what is said of it.</summary>
internal static class DatabaseTrouble
{
    private const string IdleInTransaction = "25P03"; // this process was stopped, and the server has let go of it

    /// <summary>
    /// It goes away by itself, or by somebody's help: the server restarts, has no room or no connection left, takes no writes after a
    /// failover, holds a lock for too long; the way to it is interrupted.
    /// </summary>
    public static bool IsPassing(Exception trouble) => trouble switch
    {
        PostgresException told => IsPassing(told.SqlState),
        NpgsqlException { IsTransient: true } or TimeoutException or OperationCanceledException => true,
        IOException { InnerException: { } inner } => IsPassing(inner),
        _ => false,
    };

    /// <summary>The server is there, and is just not ready, or full: who starts many machines at once sees that.</summary>
    public static bool IsBusy(Exception trouble) =>
        (trouble as PostgresException ?? trouble.InnerException as PostgresException) is { } told && IsPassing(told.SqlState);

    /// <summary>Not a defect of ours, such as a statement that cannot be read (class 42).</summary>
    public static bool IsOutage(Exception trouble) => trouble is ObjectDisposedException or OperationCanceledException
        || (trouble is NpgsqlException && (trouble is not PostgresException { SqlState: ['4', '2', ..] } || IsLasting(trouble)));

    /// <summary>Nobody need wait for it: somebody has to see to rights, or to what is there.</summary>
    public static bool IsLasting(Exception trouble) => Hint(trouble) is not null;

    /// <summary>One line for the operator.</summary>
    public static string LineOf(Exception trouble) => $"the store's database refuses ({WhyOf(trouble)}); "
        + (Hint(trouble) ?? "is it there, and are its address and password right?");

    /// <summary>What it says itself.</summary>
    public static string WhyOf(Exception trouble) => trouble switch
    {
        PostgresException told => told.MessageText.Split('\n')[0].TrimEnd('.', '\r'),
        OperationCanceledException => "no answer",
        NpgsqlException { InnerException: { } inner } when trouble.Message.StartsWith("Exception while", StringComparison.Ordinal) =>
            inner is TimeoutException ? "no answer" : "the connection was lost",
        _ => trouble.Message.Split('\n')[0].TrimEnd('.', '\r'),
    };

    /// <summary>As what ends a run.</summary>
    public static RunStopException Stop(Exception trouble) => new(StopReason.MachineLacks, LineOf(trouble), trouble);

    private static string? Hint(Exception trouble) => (trouble as PostgresException)?.SqlState switch
    {
        ['2', '8', ..] => "see to STORE, and to STORE_PASSWORD, PGPASSWORD or the pgpass file",
        PostgresErrorCodes.InsufficientPrivilege =>
            "its role needs to read and write all tables of the schema, and to make them at the first start",
        PostgresErrorCodes.InvalidSqlStatementName or PostgresErrorCodes.DuplicatePreparedStatement =>
            "where a pooler lends connections for a transaction each, STORE needs max_auto_prepare=0 (Max Auto Prepare=0)",
        PostgresErrorCodes.InvalidCatalogName => "make that database, or correct STORE",
        PostgresErrorCodes.InvalidSchemaName or PostgresErrorCodes.UndefinedTable => "its schema is gone, or its role may not use it",
        _ => null,
    };

    // 08 connection, 53 no resources, 57 operator, 58 system; the others one by one
    private static bool IsPassing(string state) => state is ['0', '8', ..] or ['5', '3', ..] or ['5', '8', ..]
        or ['5', '7', ..] or PostgresErrorCodes.ReadOnlySqlTransaction or PostgresErrorCodes.LockNotAvailable
        or IdleInTransaction or PostgresErrorCodes.DeadlockDetected
        or PostgresErrorCodes.SerializationFailure;
}
