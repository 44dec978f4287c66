using BrowserScraper.Postgres;
using BrowserScraper.Testing;
using BrowserScraper.Testing.Stores;
using Npgsql;

namespace BrowserScraper.Tests.Postgres;

/// <summary>A schema of a test's own, a shared folder, and stores of several machines.</summary>
public abstract class StoreScene(PostgresServer server) : IAsyncLifetime
{
    private readonly List<PostgresJobStore> stores = [];
    private readonly TemporaryFolder folder = new(inMemory: true);

    private protected static CancellationToken Ending => TestContext.Current.CancellationToken;

    private protected string Schema { get; } = $"tools_{Guid.NewGuid():n}";

    private protected string FilesDir => folder["shared"];

    private protected string DataDir => folder["data"];

    private protected string OtherDataDir => folder["other"];

    private protected PostgresOptions Options { get; private set; } = new("", "");

    public async ValueTask InitializeAsync() => Options = new(await server.ConnectionAsync(), FilesDir)
    {
        Schema = Schema,
        CountsAge = TimeSpan.Zero,
        Heartbeat = TimeSpan.FromMilliseconds(200),
        Poll = TimeSpan.FromMilliseconds(100),
    };

    public async ValueTask DisposeAsync()
    {
        await EndAsync();
        foreach (PostgresJobStore store in stores)
        {
            await store.DisposeAsync();
        }

        await RunAsync($"drop schema if exists {Schema} cascade");
        folder.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>Ends what else uses the schema.</summary>
    private protected virtual ValueTask EndAsync() => ValueTask.CompletedTask;

    private protected PostgresJobStore Store(PostgresOptions? other = null)
    {
        stores.Add(new(other ?? Options));
        return stores[^1];
    }

    private protected async Task<object?> RunAsync(string sql)
    {
        await using NpgsqlConnection opened = new(Options.Connection);
        await opened.OpenAsync(CancellationToken.None);
        await using NpgsqlCommand command = new(sql, opened);
        return await command.ExecuteScalarAsync(CancellationToken.None);
    }
}
