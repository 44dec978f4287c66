using System.Text.Json;
using BrowserScraper.Items;
using BrowserScraper.Postgres;
using BrowserScraper.Stores;
using BrowserScraper.Testing;
using BrowserScraper.Testing.Stores;
using Npgsql;

namespace BrowserScraper.Tests.Postgres;

/// <summary>What claims and settlements read, in buffers of 8 KB: a count, so no clock is needed to hold it.</summary>
public sealed class ClaimPriceTests(PostgresServer server) : IAsyncLifetime
{
    private const int Most = 60;
    private const int Many = 20_000;

    private readonly string schema = $"test_{Guid.NewGuid():n}";
    private readonly TemporaryFolder files = new(inMemory: true);
    private PostgresJobStore store = null!;
    private IJobSession session = null!;
    private NpgsqlConnection asking = null!;

    private static CancellationToken Ending => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        string connection = await server.ConnectionAsync();
        store = new(new(connection, files.Root) { Schema = schema });
        session = await store.OpenAsync(new("job", "site"), Ending);
        asking = new(new NpgsqlConnectionStringBuilder(connection) { SearchPath = schema }.ConnectionString);
        await asking.OpenAsync(Ending);
    }

    public async ValueTask DisposeAsync()
    {
        await session.DisposeAsync();
        await store.DisposeAsync();
        await RunAsync($"drop schema {schema} cascade");
        await asking.DisposeAsync();
        files.Dispose();
    }

    [Fact]
    public async Task ClaimAndCompletion_AfterManyUnderASnapshot_ReadAFewBuffersEach()
    {
        await FillAsync("next", 1000);
        await FillAsync("gone", Many, first: -Many);
        await RunAsync("update items set run = 0, place = 0, state = 2 where key like 'gone%' and seq % 2 = 0"); // done beside
        await using NpgsqlConnection snapshot = await SnapshotAsync();
        await RunAsync("update items set place = 3, machine = 1, fence = fence + 1 where place = 1 and key like 'gone%'");
        await RunAsync("update items set place = 0, state = 2 where place = 3");
        await RunAsync("analyze");
        object?[] marked = Claim(new Lane("", null, null, ItemPriority.Normal), 0);

        await BuffersAsync(ItemClaims.ClaimSql, marked); // plans
        Assert.InRange(await BuffersAsync(ItemClaims.ClaimSql, marked), 1, Most);
        Assert.True(await BuffersAsync(ItemClaims.ClaimSql, Claim(new Lane("", null, null, ItemPriority.Normal), -2L * Many)) > Most);

        foreach (string key in new[] { "next-1", "next-2" })
        {
            long read = await BuffersAsync(
                Completion.Sql, 1L, 1, key, 1L, false, (short)2, "Done", null, "", "{\"attempts\":0,\"interruptions\":0}", null, null,
                "[{\"path\":\"a\",\"size\":1,\"sha256\":\"" + key + "\"}]", null, new[] { key }, "{\"price\":1}", true, 3, key, 5, 20,
                Guid.NewGuid());
            Assert.True(key == "next-1" || read is > 0 and <= Most, $"{read} buffers");
        }

        Assert.Equal(ItemState.Done, (await session.FindAsync("next-2"))!.State);
    }

    [Fact]
    public async Task ClaimAsync_ManyHeldBackByGroup_ArePassedOverAsOne()
    {
        await session.AddAsync([new("a-0") { Group = "closed" }, new("b") { Group = "open" }]);
        await FillAsync("a", Many, group: "closed", first: -Many);
        await RunAsync("analyze");
        ClaimRules rules = ClaimRules.None with { ClosedGroups = new HashSet<string> { "closed" } };

        await BuffersAsync(ItemClaims.LookSql, 1L, long.MinValue, 100);
        Assert.InRange(await BuffersAsync(ItemClaims.LookSql, 1L, long.MinValue, 100), 1, Most);
        Assert.Equal("b", Assert.Single((await session.ClaimAsync(1, rules)).Claims).Item.Key);
        Assert.Empty((await session.ClaimAsync(1, rules)).Claims);
        Assert.Equal(Many + 1, session.Unsettled("closed"));
    }

    private static object?[] Claim(Lane lane, long mark) =>
        [1L, 1, 1L, false, 5, "", new[] { lane.Text }, new[] { (short)lane.Priority }, new[] { mark }];

    private Task FillAsync(string name, int count, string? group = null, int first = 1) => RunAsync(
        $"""
        insert into items (job, key, grp, run, place, ord) select 1, '{name}-' || n, {(group is null ? "null" : $"'{group}'")}, 1, 1,
            n + {first} - 1 from generate_series(1, {count}) n
        """);

    private async Task<NpgsqlConnection> SnapshotAsync()
    {
        NpgsqlConnection opened = new(asking.ConnectionString);
        await opened.OpenAsync(Ending);
        await new NpgsqlCommand("begin isolation level repeatable read; select count(*) from jobs", opened).ExecuteNonQueryAsync(Ending);
        return opened;
    }

    private async Task RunAsync(string sql)
    {
        await using NpgsqlCommand command = new(sql, asking);
        await command.ExecuteNonQueryAsync(Ending);
    }

    private async Task<long> BuffersAsync(string sql, params object?[] values)
    {
        await using NpgsqlCommand command = Database.Fill(new($"explain (analyze, buffers, format json) {sql}", asking), values);
        using JsonDocument plan = JsonDocument.Parse((string)(await command.ExecuteScalarAsync(Ending))!);
        JsonElement top = plan.RootElement[0].GetProperty("Plan");
        return top.GetProperty("Shared Hit Blocks").GetInt64() + top.GetProperty("Shared Read Blocks").GetInt64();
    }
}
