using Npgsql;

namespace BrowserScraper.Postgres;

/// <summary>A transaction that statements are run in, one after the other.</summary>
internal sealed class Step(NpgsqlConnection connection, CancellationToken ending)
{
    private bool takesTime;

    public Version Server => connection.PostgreSqlVersion;

    public async Task<int> RunAsync(string sql, params object?[] values)
    {
        await using NpgsqlCommand command = Of(sql, values);
        return await command.ExecuteNonQueryAsync(ending);
    }

    /// <summary>What follows may take as long as it takes, such as a wait for another machine that begins a long run.</summary>
    public async Task TakeTimeAsync()
    {
        await RunAsync("set local statement_timeout = 0");
        takesTime = true;
    }

    /// <summary>A statement that may take as long as it takes.</summary>
    public async Task RunLongAsync(string sql, params object?[] values)
    {
        await TakeTimeAsync();
        await RunAsync(sql, values);
    }

    /// <returns>The first value of the first row, or the default.</returns>
    public async Task<T?> OneAsync<T>(string sql, params object?[] values)
    {
        await using NpgsqlCommand command = Of(sql, values);
        return await command.ExecuteScalarAsync(ending) is T found ? found : default;
    }

    /// <summary>All rows.</summary>
    public async Task<List<T>> AllAsync<T>(Func<NpgsqlDataReader, T> read, string sql, params object?[] values)
    {
        await using NpgsqlCommand command = Of(sql, values);
        return await Database.AllAsync(command, read, ending);
    }

    private NpgsqlCommand Of(string sql, object?[] values)
    {
        NpgsqlCommand command = Database.Fill(new(sql, connection), values);
        command.CommandTimeout = takesTime ? 0 : command.CommandTimeout;
        return command;
    }
}
