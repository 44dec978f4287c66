using BrowserScraper.BrowserTests.Harness;
using BrowserScraper.DemoSites.Dealer;
using BrowserScraper.Items;
using BrowserScraper.Progress;
using BrowserScraper.Stores;
using BrowserScraper.Testing.Stores;

namespace BrowserScraper.BrowserTests;

/// <summary>A run asks its store and nobody else: a whole job in another form of it, cut off again and again.</summary>
public sealed class MemoryStoreTests
{
    private const int Vehicles = 100;
    private const int Pages = 3;

    private static readonly int[] Cuts = [11, 37, 60, 83];

    [Fact]
    public async Task Run_StoreInMemoryThatIsCutAgainAndAgain_CompletesWithoutLossOrRepetition()
    {
        using CliFolder folder = new();
        using MemoryJobStore store = new(TimeProvider.System);
        await using DealerPortal portal = await Portals.StartAsync(Vehicles);
        foreach (int cut in Cuts)
        {
            JobRun killed = await JobRun.OfAsync(
                JobRun.DealerScript(portal), folder.Root, store, [new CutsAt(portal, cut, store)], $"CONCURRENT_PAGES={Pages}");
            Assert.Equal(StopReason.MachineLacks, killed.Report.Stopped);
        }

        JobRun last = await JobRun.OfAsync(JobRun.DealerScript(portal), folder.Root, store, [], $"CONCURRENT_PAGES={Pages}");

        Assert.Null(last.Report.Stopped);
        int again = Cuts.Length * Pages; // what was in work at each cut is fetched once more
        Assert.True(last.Report.DoneBefore >= Cuts[^1] - again, $"{last.Report.DoneBefore} were done before");
        Assert.InRange(portal.Stickers() - Vehicles, 0, again);
        await AssertHoldsAsync(store, portal);
    }

    private static async Task AssertHoldsAsync(MemoryJobStore store, DealerPortal portal)
    {
        await using IJobSession session = await store.OpenAsync(
            new("dealer-inventory", "the test's portal"), TestContext.Current.CancellationToken);
        Dictionary<string, ItemRecord> items = await session.ItemsAsync().ToDictionaryAsync(
            record => record.Item.Key, record => record, cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal(portal.Vins().Order(), items.Keys.Order());
        Assert.Equal(Vehicles, await session.RecordsAsync().CountAsync(TestContext.Current.CancellationToken));
        foreach ((string vin, ItemRecord record) in items)
        {
            Assert.Equal(ItemState.Done, record.State);
            byte[] file = await File.ReadAllBytesAsync(
                Path.Combine(session.FilesFolder, Assert.Single(record.Files).Path), TestContext.Current.CancellationToken);
            Assert.Equal(portal.StickerOf(vin), file);
        }
    }

    /// <summary>Cuts the store off where so many stickers were served: from then on the run is one whose process is gone.</summary>
    private sealed class CutsAt(DealerPortal portal, int stickers, MemoryJobStore store) : IRunEventReader
    {
        private bool isCut;

        public void Read(RunEvent happened)
        {
            if (!isCut && portal.Stickers() >= stickers)
            {
                isCut = true;
                store.Cut();
            }
        }
    }
}
