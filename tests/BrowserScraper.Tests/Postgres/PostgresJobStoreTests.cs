using BrowserScraper.Postgres;
using BrowserScraper.Stores;
using BrowserScraper.Testing;
using BrowserScraper.Testing.Stores;
using Npgsql;

[assembly: AssemblyFixture(typeof(PostgresServer))]

namespace BrowserScraper.Tests.Postgres;

public sealed class PostgresJobStoreTests(PostgresServer server) : JobStoreContract, IAsyncLifetime
{
    private readonly string schema = $"test_{Guid.NewGuid():n}";
    private readonly TemporaryFolder files = new(inMemory: true);
    private readonly List<PostgresJobStore> stores = [];
    private string connection = "";

    protected override IJobStore Store => stores[^1];

    protected override bool HasRoomForMany => true;

    public async ValueTask InitializeAsync()
    {
        connection = await server.ConnectionAsync();
        Open();
    }

    public async ValueTask DisposeAsync()
    {
        foreach (PostgresJobStore store in stores)
        {
            await store.DisposeAsync();
        }

        await RunAsync($"drop schema if exists {schema} cascade");
        files.Dispose();
    }

    /// <summary>The database's clock cannot be moved; what waits can be.</summary>
    protected override Task AdvanceAsync(TimeSpan time) =>
        RunAsync($"update {schema}.items set due = due - interval '{time.TotalSeconds} s'");

    /// <summary>The machine is gone: its connections with it, and nobody has heard of it for an hour.</summary>
    protected override async Task CutAsync()
    {
        await stores[^1].DisposeAsync();
        await RunAsync($"update {schema}.machines set beat = beat - interval '1 hour'");
        Open();
    }

    private void Open() => stores.Add(new(new(connection, files.Root) { Schema = schema, CountsAge = TimeSpan.Zero }));

    private async Task RunAsync(string sql)
    {
        await using NpgsqlConnection opened = new(connection);
        await opened.OpenAsync();
        await using NpgsqlCommand command = new(sql, opened);
        await command.ExecuteNonQueryAsync();
    }
}
