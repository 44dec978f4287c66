using System.Globalization;
using System.Text.Json;
using BrowserScraper.Items;
using BrowserScraper.Postgres;
using BrowserScraper.Stores;
using BrowserScraper.Testing;
using BrowserScraper.Testing.Stores;
using Npgsql;

namespace BrowserScraper.Tests.Postgres;

/// <summary>
/// The database's server is killed between any two statements, and started again: after each cut every item waits, or is in work with a
/// fence that still settles or is taken back, or is settled with its record and its file; and nothing is settled twice.
/// </summary>
public sealed class CrashTests(ITestOutputHelper output)
{
    private const int Workers = 3;
    private const int ItemsPerCut = 12;
    private const string Schema = "crash";

    // TEST_RUNS=200 is the full size; TEST_SEED repeats one
    private static readonly int Cuts = Of("TEST_RUNS") ?? 6;
    private static readonly int Seed = Of("TEST_SEED") ?? Random.Shared.Next();

    private int settled;
    private int lost;

    [Fact]
    public async Task Session_TheServerIsKilledAtRandom_NothingIsLostTwiceOrHalf()
    {
        output.WriteLine($"TEST_SEED={Seed} TEST_RUNS={Cuts}");
        Random random = new(Seed);
        await using PostgresServer server = await PostgresServer.OwnAsync();
        using TemporaryFolder files = new(inMemory: true);
        string connection = await server.ConnectionAsync();
        await using PostgresJobStore store = new(new(connection, files.Root)
        {
            Schema = Schema,
            CountsAge = TimeSpan.Zero,
            Poll = TimeSpan.FromSeconds(0.1),
            Heartbeat = TimeSpan.FromSeconds(0.5),
            Pause = TimeSpan.FromSeconds(0.05),
            Patience = TimeSpan.FromMinutes(5), // a busy machine may take long to start a server
            Lease = TimeSpan.FromMinutes(10),
        });
        await using IJobSession session = await store.OpenAsync(
            new("dealer-inventory", "dealer.example") { AllowsEqualFiles = true }, TestContext.Current.CancellationToken);
        Task[] work = [.. Enumerable.Range(0, Workers).Select(worker => Task.Run(() => WorkAsync(session, new Random(Seed + worker))))];

        for (int cut = 0; cut < Cuts; cut++)
        {
            int before = Volatile.Read(ref settled);
            Task adding = AddAsync(session, cut);
            TimeSpan after = TimeSpan.FromMilliseconds(random.Next(60));
            while (Volatile.Read(ref settled) == before && before < ItemsPerCut * cut)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System, TestContext.Current.CancellationToken);
            }

            await Task.Delay(after, TimeProvider.System, TestContext.Current.CancellationToken);
            await server.StopAsync("immediate");
            await server.BeginAsync();
            await AssertWholeAsync(connection, session.FilesFolder);
            await adding;
        }

        await session.CompleteAddingAsync();
        await session.Completed;
        await Task.WhenAll(work);

        List<ItemRecord> all = await session.ItemsAsync().ToListAsync(TestContext.Current.CancellationToken);
        Assert.Equal(ItemsPerCut * Cuts, all.Count);
        Assert.All(all, record => Assert.Equal((ItemState.Done, 0, 0), (record.State, record.Attempts, record.Interruptions)));
        Assert.Equal(all.Count, await session.RecordsAsync().CountAsync(TestContext.Current.CancellationToken));
        Assert.All(all, record => Assert.Equal(
            record.Item.Key, File.ReadAllText(Path.Combine(session.FilesFolder, record.Files[0].Path))));
        Assert.Equal((all.Count, 0), (settled, lost));
    }

    private static async Task AddAsync(IJobSession session, int cut) => await session.AddAsync(
    [
        .. Enumerable.Range(cut * ItemsPerCut, ItemsPerCut)
            .Select(number => new WorkItem($"vehicle-{number}", new Uri($"https://dealer.example/vehicles/{number}"))),
    ]);

    private async Task WorkAsync(IJobSession session, Random random)
    {
        while (!session.Completed.IsCompleted)
        {
            if ((await session.ClaimAsync(1, ClaimRules.None)).Claims is not [{ } claim])
            {
                await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System);
            }
            else if (random.Next(5) == 0)
            {
                await session.GiveBackAsync(claim);
            }
            else
            {
                CompletionResult result = await session.CompleteAsync(claim, await DoneAsync(session, claim));
                Interlocked.Increment(ref (result.IsLost ? ref lost : ref settled));
            }
        }
    }

    private static async Task<ItemCompletion> DoneAsync(IJobSession session, JobClaim claim)
    {
        string name = await session.ReserveNameAsync(claim.Item.Key, $"stickers/{claim.Item.Key}.txt");
        string staged = Path.Combine(
            Directory.CreateDirectory(Path.Combine(session.StagingFolder, $"{claim.Item.Key}-{claim.Fence}")).FullName, "sticker");
        await File.WriteAllTextAsync(staged, claim.Item.Key);
        return new(ItemState.Done, claim.Tally, "Done")
        {
            Record = JsonSerializer.SerializeToElement(new { claim.Item.Key }),
            Files = [new(name, claim.Item.Key.Length, $"sha-{claim.Item.Key}")],
            Staged = new Dictionary<string, string> { [name] = staged },
        };
    }

    /// <summary>What the database says just after the cut, together with what lies in the folder.</summary>
    private static async Task AssertWholeAsync(string connection, string files)
    {
        await using NpgsqlConnection asked = new($"{connection};Pooling=false;Search Path={Schema}");
        await asked.OpenAsync();
        await using NpgsqlCommand command = new(
            """
            select i.key, i.state, i.place, i.fence, i.machine is not null, r.key is not null, i.files ->> 0, i.promised::text
            from items i left join records r using (job, key)
            """, asked);
        await using NpgsqlDataReader row = await command.ExecuteReaderAsync();
        while (await row.ReadAsync())
        {
            (string key, short state, short place) = (row.GetString(0), row.GetInt16(1), row.GetInt16(2));
            bool isWhole = (state, place) switch
            {
                (0, 1) or (1, 1) => !row.GetBoolean(5), // waits
                (1, 3) => row.GetInt64(3) > 0 && row.GetBoolean(4) && !row.GetBoolean(5), // in work, with a fence and somebody to settle it
                (2, 0) => row.GetBoolean(5) && (!row.IsDBNull(7) || IsThere(files, row.GetString(6))), // done
                _ => false,
            };
            Assert.True(isWhole, $"{key} is half: state {state}, place {place}");
        }
    }

    private static bool IsThere(string files, string file) => JsonSerializer.Deserialize<JsonElement>(file) is var saved
        && File.Exists(Path.Combine(files, saved.GetProperty("path").GetString()!));

    private static int? Of(string variable) =>
        Environment.GetEnvironmentVariable(variable) is { Length: > 0 } given ? int.Parse(given, CultureInfo.InvariantCulture) : null;
}
