using System.Text.Json;
using BrowserScraper.Items;
using BrowserScraper.Postgres;
using BrowserScraper.Stores;
using BrowserScraper.Testing;
using BrowserScraper.Testing.Stores;
using Npgsql;

namespace BrowserScraper.Tests.Postgres;

/// <summary>What is left behind in the database and on the disk, and who may change its schema.</summary>
public sealed class HousekeepingTests(PostgresServer server) : IAsyncLifetime
{
    private readonly string schema = $"test_{Guid.NewGuid():n}";
    private readonly TemporaryFolder files = new(inMemory: true);
    private string connection = "";

    private static CancellationToken Ending => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => connection = await server.ConnectionAsync();

    public async ValueTask DisposeAsync()
    {
        await RunAsync($"drop schema if exists {schema} cascade");
        files.Dispose();
    }

    [Fact]
    public async Task OpenAsync_StagingOfDeadMachines_IsSweptAndThatOfLivingOnesIsNot()
    {
        await using PostgresJobStore store = Store();
        IJobSession alive = await store.OpenAsync(new("job", "site"), Ending);
        string dead = Directory.CreateDirectory(Path.Combine(Path.GetDirectoryName(alive.StagingFolder)!, "999", "attempt")).FullName;

        await using IJobSession next = await store.OpenAsync(new("job", "site"), Ending);

        Assert.False(Directory.Exists(dead));
        Assert.True(Directory.Exists(alive.StagingFolder));
        await alive.DisposeAsync();
    }

    [Fact]
    public async Task OpenAsync_ADailyJob_KeepsTheLastRunsAndNothingOfTheirWork()
    {
        await using PostgresJobStore store = Store();
        await RunOnceAsync(store, "a");
        await RunAsync($"update {schema}.jobs set run = 500");
        await RunOnceAsync(store, "b");

        Assert.Equal((1L, 1L, 1L, 2L), (await CountAsync("runs"), await CountAsync("machines"), await CountAsync("digests"),
            await CountAsync("ended_groups")));
    }

    [Fact]
    public async Task OpenAsync_AnOlderSchemaWhereSomebodyWorks_IsLeftAloneAndTold()
    {
        await using PostgresJobStore first = Store();
        await using IJobSession working = await first.OpenAsync(new("job", "site"), Ending);
        await RunAsync($"update {schema}.schema_version set version = 0");
        await using PostgresJobStore next = Store();

        RunStopException refused =
            await Assert.ThrowsAsync<RunStopException>(() => next.OpenAsync(new("job", "site"), Ending));

        Assert.Contains($"{Environment.MachineName} is at work in it", refused.Message, StringComparison.Ordinal);
    }

    private static async Task RunOnceAsync(PostgresJobStore store, string key)
    {
        await using IJobSession session = await store.OpenAsync(new("job", "site"), Ending);
        await session.AddAsync([new(key)]);
        JobClaim claim = (await session.ClaimAsync(1, ClaimRules.None)).Claims[0];
        await session.CompleteAsync(claim, new(ItemState.Done, default, "Done")
        {
            Record = JsonSerializer.SerializeToElement(new { price = 1, maker = "Fictional Motors" }),
        });
        await session.EndGroupAsync($"group of {key}");
        await session.EndGroupAsync("");
    }

    private PostgresJobStore Store() => new(new(connection, files.Root) { Schema = schema });

    private async Task<long> CountAsync(string table)
    {
        await using NpgsqlConnection opened = new(connection);
        await opened.OpenAsync(Ending);
        await using NpgsqlCommand command = new($"select count(*) from {schema}.{table}", opened);
        return (long)(await command.ExecuteScalarAsync(Ending))!;
    }

    private async Task RunAsync(string sql)
    {
        await using NpgsqlConnection opened = new(connection);
        await opened.OpenAsync(Ending);
        await using NpgsqlCommand command = new(sql, opened);
        await command.ExecuteNonQueryAsync(Ending);
    }
}
