using System.Text.Json;
using BrowserScraper.Items;
using BrowserScraper.Postgres;
using BrowserScraper.Stores;
using BrowserScraper.Testing.Stores;
using Npgsql;

namespace BrowserScraper.Benchmarks.Stations;

/// <summary>
/// What a job in PostgreSQL costs: items added, then claimed and settled from four machines at once, alone and while somebody keeps a
/// snapshot open, as a backup does. A million items are done beside.
/// </summary>
internal static class StoreBenchmark
{
    private const int Million = 1_000_000;
    private const int Batch = 500;
    private const int Machines = 4;
    private const int Claimed = 20_000;
    private const double MostSeconds = 30;
    private const double LeastRate = 600;
    private const double LeastShare = 0.5;

    public static async Task RunAsync(ResultBook book)
    {
        await using PostgresServer server = new();
        string connection = await server.ConnectionAsync();
        string files = Directory.CreateTempSubdirectory("browser-scraper-store-").FullName;
        try
        {
            PostgresOptions options = new(connection, files);
            await AddAsync(book, options);
            await RunAsync(connection, "update browserscraper.items set place = 0, state = 2, outcome = 'Done'");
            await RunAsync(connection, "vacuum analyze");
            for (int round = 0; round < book.Arguments.Rounds(3); round++)
            {
                double alone = await ClaimAsync(options, $"{round}-alone");
                book.Add("alone", "items/s", alone);
                await using NpgsqlConnection snapshot = await SnapshotAsync(connection);
                double beside = await ClaimAsync(options, $"{round}-snapshot");
                book.Add("beside an open snapshot", "items/s", beside);
                book.Add("beside an open snapshot", "share of the same round", beside / alone);
            }
        }
        finally
        {
            Directory.Delete(files, recursive: true);
        }

        book.AtLeast($"items/s from {Machines} machines", book.Median("alone", "items/s"), LeastRate);
        book.AtLeast(
            "share with an open snapshot", book.Median("beside an open snapshot", "share of the same round"), LeastShare);
        book.Note($"each round claims and settles {Claimed:N0} items with a record each, twice; the server writes without fsync");
    }

    private static async Task AddAsync(ResultBook book, PostgresOptions options)
    {
        await using PostgresJobStore store = new(options);
        await using IJobSession session = await store.OpenAsync(new("dealer/big", "dealer"), CancellationToken.None);
        WorkItem[] items = Items("item", Million);
        long started = TimeProvider.System.GetTimestamp();
        foreach (WorkItem[] batch in items.Chunk(Batch))
        {
            await session.AddAsync(batch);
        }

        double seconds = TimeProvider.System.GetElapsedTime(started).TotalSeconds;
        book.Add($"{Million:N0} items added, {Batch} at a time", "s", seconds);
        book.Below($"{Million:N0} items added, s", seconds, MostSeconds);
    }

    private static async Task<double> ClaimAsync(PostgresOptions options, string name)
    {
        JobTerms terms = new("dealer/big", "dealer");
        await using PostgresJobStore first = new(options);
        await using IJobSession adding = await first.OpenAsync(terms, CancellationToken.None);
        foreach (WorkItem[] batch in Items(name, Claimed).Chunk(Batch))
        {
            await adding.AddAsync(batch);
        }

        using SemaphoreSlim begin = new(0);
        using SemaphoreSlim ready = new(0);
        Task<int>[] machines = [.. Enumerable.Range(0, Machines).Select(_ => WorkAsync(options, terms, ready, begin))];
        for (int machine = 0; machine < Machines; machine++)
        {
            await ready.WaitAsync();
        }

        long started = TimeProvider.System.GetTimestamp();
        begin.Release(Machines);
        int[] done = await Task.WhenAll(machines);
        double seconds = TimeProvider.System.GetElapsedTime(started).TotalSeconds;
        return done.Sum() == Claimed ? Claimed / seconds
            : throw new InvalidOperationException($"{done.Sum()} items were done of {Claimed}");
    }

    private static async Task<int> WorkAsync(PostgresOptions options, JobTerms terms, SemaphoreSlim ready, SemaphoreSlim begin)
    {
        await using PostgresJobStore store = new(options);
        await using IJobSession session = await store.OpenAsync(terms, CancellationToken.None);
        ready.Release();
        await begin.WaitAsync();
        int done = 0;
        while ((await session.ClaimAsync(1, ClaimRules.None)).Claims is [{ } claim])
        {
            JsonElement record = JsonSerializer.SerializeToElement(new { vin = claim.Item.Key, price = done, maker = "Fictional Motors" });
            CompletionResult result = await session.CompleteAsync(claim, new(ItemState.Done, default, "Done") { Record = record });
            done += result.IsLost ? 0 : 1;
        }

        return done;
    }

    private static WorkItem[] Items(string name, int count) =>
    [
        .. Enumerable.Range(0, count).Select(number => new WorkItem(
            $"{name}-{number:0000000}", new Uri($"https://dealer.example/vehicles/{number}")) { Title = $"Vehicle {number}" }),
    ];

    private static async Task<NpgsqlConnection> SnapshotAsync(string connection)
    {
        NpgsqlConnection opened = new(connection);
        await opened.OpenAsync();
        await RunAsync(opened, "begin isolation level repeatable read");
        await RunAsync(opened, "select count(*) from browserscraper.jobs");
        return opened;
    }

    private static async Task RunAsync(string connection, string sql)
    {
        await using NpgsqlConnection opened = new(connection);
        await opened.OpenAsync();
        await RunAsync(opened, sql);
    }

    private static async Task RunAsync(NpgsqlConnection opened, string sql)
    {
        await using NpgsqlCommand command = new(sql, opened) { CommandTimeout = 0 };
        await command.ExecuteNonQueryAsync();
    }
}
