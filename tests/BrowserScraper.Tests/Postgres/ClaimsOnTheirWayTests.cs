using BrowserScraper.Items;
using BrowserScraper.Postgres;
using BrowserScraper.Stores;
using BrowserScraper.Testing.Stores;
using Npgsql;

namespace BrowserScraper.Tests.Postgres;

/// <summary>
/// What is claimed for a machine that does not know of it goes back; but not while the answer that tells it is on its way.
/// </summary>
public sealed class ClaimsOnTheirWayTests(PostgresServer server) : StoreScene(server)
{
    private const int Beats = 8; // several times as long as an answer may take that nobody waits for

    private static readonly ClaimRules Slow = ClaimRules.None with { HostDelay = TimeSpan.FromMilliseconds(10) };

    [Fact(Timeout = 60_000)]
    public async Task ClaimAsync_TheSecondItemTakesLong_TheFirstIsNotGivenBack()
    {
        PostgresJobStore store = Store();
        await using IJobSession session = await store.OpenAsync(new("acme", "https://one.example/"), Ending);
        await session.AddAsync([new("a", new Uri("https://one.example/a")), new("b", new Uri("https://two.example/b"))]);
        Task<ClaimAnswer> asked;
        await using (NpgsqlConnection other = new(Options.Connection))
        {
            await other.OpenAsync(Ending);
            await using NpgsqlTransaction held = await other.BeginTransactionAsync(Ending);
            await using NpgsqlCommand hold = new($"insert into {Schema}.hosts (host) values ('two.example')", other);
            await hold.ExecuteNonQueryAsync(Ending);
            asked = session.ClaimAsync(2, Slow).AsTask();

            await BeatAsync();

            Assert.False(asked.IsCompleted);
            await held.RollbackAsync(Ending);
        }

        JobClaim[] claims = [.. (await asked).Claims];
        Assert.Equal(["a", "b"], claims.Select(claim => claim.Item.Key));
        Assert.Equal(2L, await RunAsync($"select count(*) from {Schema}.items where place = 3 and fence = 1"));
        foreach (JobClaim claim in claims)
        {
            Assert.False((await session.CompleteAsync(claim, new(ItemState.Done, default, OutcomeNames.Done))).IsLost);
        }
    }

    private async Task BeatAsync()
    {
        HashSet<object?> seen = [];
        while (seen.Count <= Beats)
        {
            seen.Add(await RunAsync($"select beat from {Schema}.machines"));
        }
    }
}
