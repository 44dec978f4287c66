using BrowserScraper.BrowserTests.Harness;
using BrowserScraper.DemoSites.Dealer;
using BrowserScraper.Postgres;
using BrowserScraper.Testing.Stores;

namespace BrowserScraper.BrowserTests;

/// <summary>Three machines at two jobs of one host, by the clock of its portal. A slow computer can only make them slower.</summary>
public sealed class ManyMachinesPaceTests(PostgresServer server)
{
    private const int Vehicles = 24;

    [Fact]
    public async Task Run_ThreeMachinesWithADelay_KeepItTogether()
    {
        TimeSpan delay = TimeSpan.FromSeconds(0.25);
        await using DealerPortal portal = await Portals.StartAsync(Vehicles);

        JobRun[] runs = await RunAsync(portal, "DOWNLOAD_DELAY=0.25");

        Assert.All(runs, run => Assert.Null(run.Report.Stopped));
        Assert.Equal(2 * Vehicles, runs.Sum(run => run.Report.Done));
        Assert.All(runs, run => Assert.NotEqual(0, run.Report.Done));
        Assert.All(portal.PageTimes.Select((time, number) => (time, number)), page => Assert.True(
            page.time >= page.number * delay, $"page {page.number} was asked for {page.time.TotalSeconds:0.00} s after the start"));
    }

    [Fact]
    public async Task Run_ThreeMachinesWithSoManyAMinute_KeepItTogether()
    {
        int vehicles = FullSize.Items(12);
        int most = Math.Min(120, vehicles * 2 * 5 / 6);
        await using DealerPortal portal = await Portals.StartAsync(vehicles);

        JobRun[] runs = await RunAsync(portal, "DOWNLOAD_DELAY=0.2", $"MAX_PER_MINUTE={most}");

        Assert.Equal(2 * vehicles, runs.Sum(run => run.Report.Done));
        TimeSpan[] pages = [.. portal.PageTimes];
        Assert.All(pages.Index(), page => Assert.True(
            page.Item >= (page.Index / most * TimeSpan.FromMinutes(1)), $"page {page.Index} was asked for {page.Item} after the start"));
        int fullest = pages.Max(one => pages.Count(page => page >= one && page < one + TimeSpan.FromMinutes(1)));
        double nearest = pages.Zip(pages.Skip(1), (one, next) => next - one).Min().TotalSeconds;
        TestContext.Current.TestOutputHelper!.WriteLine(
            $"{pages.Length} pages; in any minute {fullest} at most, of {most}; two are {nearest:0.00} s apart at least");
    }

    [Fact]
    public async Task Run_OneMachineIsToldToComeLater_AllStayAway()
    {
        const int Seconds = 12;
        await using DealerPortal portal = await Portals.StartAsync(Vehicles, TimeSpan.FromMilliseconds(100));
        portal.TurnNextAway(Seconds);

        JobRun[] runs = await RunAsync(portal);

        Assert.Equal(2 * Vehicles, runs.Sum(run => run.Report.Done));
        Assert.NotEqual(TimeSpan.Zero, portal.TurnedAway);
        TimeSpan[] after = [.. portal.PageTimes.Select(time => time - portal.TurnedAway)];
        Assert.DoesNotContain(after, time => time.TotalSeconds is > Seconds / 2.0 and < Seconds); // what had begun may come a little later
        Assert.Contains(after, time => time.TotalSeconds >= Seconds);
    }

    /// <summary>Two machines at one job, and a third one at another.</summary>
    private async Task<JobRun[]> RunAsync(DealerPortal portal, params string[] settings)
    {
        using CliFolder folder = new();
        PostgresOptions options = new(await server.ConnectionAsync(), Path.Combine(folder.Root, "shared"))
        {
            Schema = $"pace_{Guid.NewGuid():n}",
        };
        return await Task.WhenAll(Enumerable.Range(0, 3).Select(async number =>
        {
            await using PostgresJobStore store = new(options);
            return await JobRun.OfAsync(
                JobRun.DealerScript(portal), Path.Combine(folder.Root, $"{number}"),
                number < 2 ? "dealer-inventory" : "dealer-inventory/other", store, [.. settings, "CONCURRENT_PAGES=2"]);
        }));
    }
}
