using BrowserScraper.BrowserTests.Harness;
using BrowserScraper.DemoSites.Dealer;
using BrowserScraper.Items;

namespace BrowserScraper.BrowserTests;

/// <summary>kill -9 at any moment: nothing lost, nothing twice, nothing left running.</summary>
public sealed class KillTests
{
    private const int Kills = 3;
    private const int Pages = 3;

    [Fact]
    public async Task Run_KilledAgainAndAgain_CompletesWithoutLossOrRepetition()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "finds processes by /proc");
        using CliFolder folder = new();
        await using DealerPortal portal = await Portals.StartAsync(40, TimeSpan.FromMilliseconds(20));
        Random random = new(Seed: 4);
        Dictionary<string, int> servedWhenDone = [];
        for (int kill = 0; kill < Kills; kill++)
        {
            await KillAtAsync(portal.Stickers() + random.Next(0, 9), portal, folder);
            foreach (ItemRecord done in (await folder.Job.CheckpointAsync()).Where(item => item.State == ItemState.Done))
            {
                servedWhenDone.TryAdd(done.Item.Key, portal.Counts.StickersServed[done.Item.Key]);
            }
        }

        using CliProcess last = await CliProcess.RunAsync(portal, folder, "--pages", $"{Pages}");
        last.AssertExit(0);
        folder.Job.AssertHolds(portal, portal.Vins());
        Assert.NotEmpty(servedWhenDone);
        Assert.All(servedWhenDone, item => Assert.Equal(item.Value, portal.Counts.StickersServed[item.Key]));
        Assert.InRange(portal.Stickers() - 40, 0, Kills * Pages);
        await folder.Processes.AllGoneAsync();
    }

    private static async Task KillAtAsync(int stickers, DealerPortal portal, CliFolder folder)
    {
        int requests = portal.Counts.Requests;
        using CliProcess run = CliProcess.Start(portal, folder, "--pages", $"{Pages}");
        await Until.TrueAsync(
            () => run.HasExited || (portal.Counts.Requests > requests + 8 && portal.Stickers() >= stickers), $"{stickers} stickers served");
        Assert.False(run.HasExited, run.Output + run.Error);
        Assert.InRange(folder.Processes.Alive().Count, 3, int.MaxValue); // harness, driver, browser: the search finds them
        await run.KillAsync();
        await folder.Processes.AllGoneAsync();
    }
}
