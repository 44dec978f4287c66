using BrowserScraper.Items;
using BrowserScraper.Postgres;
using BrowserScraper.Stores;
using BrowserScraper.Testing.Stores;

namespace BrowserScraper.Tests.Postgres;

/// <summary>How many items a group has left may be a moment old, but for the last ones: who settles the last must see that it is.</summary>
public sealed class GroupCountsTests(PostgresServer server) : StoreScene(server)
{
    [Fact]
    public async Task Unsettled_TheLastOnes_AreCountedEachTime()
    {
        PostgresJobStore store = Store(Options with { CountsAge = TimeSpan.FromHours(1) });
        await using IJobSession session = await store.OpenAsync(new("acme", "https://one.example/"), Ending);
        await session.AddAsync([new("a") { Group = "spring" }, new("b") { Group = "spring" }]);
        List<int> left = [session.Unsettled("spring")];

        foreach (JobClaim claim in (await session.ClaimAsync(2, ClaimRules.None)).Claims)
        {
            await session.CompleteAsync(claim, new(ItemState.Done, default, OutcomeNames.Done));
            left.Add(session.Unsettled("spring"));
        }

        Assert.Equal([2, 1, 0], left);
    }
}
