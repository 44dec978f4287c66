using BrowserScraper.BrowserTests.Harness;
using BrowserScraper.DemoSites.Dealer;
using BrowserScraper.DemoSites.Faults;
using BrowserScraper.Hosting;
using BrowserScraper.Items;
using BrowserScraper.Scripts;
using BrowserScraper.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace BrowserScraper.BrowserTests.Docs;

/// <summary>A program that embeds the library, as docs/embedding.md has it.</summary>
public sealed class EmbeddingTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task HostedRun_HostStops_EndsInTimeAndTheNextRunGoesOn()
    {
        await using DealerPortal portal = await Portals.StartAsync(24, TimeSpan.FromMilliseconds(50));
        string[] args = ArgsFor(portal);
        JobData job = new(folder.Root);
        using (IHost host = EmbeddedProgram.Build(args))
        {
            await host.StartAsync(TestContext.Current.CancellationToken);
            await Until.TrueAsync(() => portal.Stickers() >= 4, "4 stickers served");
            long told = TimeProvider.System.GetTimestamp();
            host.Services.GetRequiredService<IHostApplicationLifetime>().StopApplication(); // as SIGTERM does
            await host.Services.GetServices<IHostedService>().OfType<BackgroundService>().Single().ExecuteTask!;
            await host.StopAsync(TestContext.Current.CancellationToken);

            Assert.InRange(TimeProvider.System.GetElapsedTime(told), TimeSpan.Zero, TimeSpan.FromSeconds(7)); // 5 s, and 2 to save
            Assert.Equal(StopReason.Interrupted, job.Report.Stopped);
            Assert.InRange(job.Report.Done, 4, 20);
        }

        using IHost next = EmbeddedProgram.Build(args);
        int before = job.Report.Done;
        Assert.Equal(10, await EmbeddedProgram.RunTenAsync(next, TestContext.Current.CancellationToken));
        Assert.Equal((before, (StopReason?)null), (job.Report.DoneBefore, job.Report.Stopped));
        Assert.Equal(before + 10, portal.Stickers());
    }

    [Fact]
    public async Task HostedRun_HostWaitsNoLongerThanItsItem_EndsTheItem()
    {
        await using DealerPortal portal = await Portals.StartAsync(3, "hang=#1");
        HostApplicationBuilder builder = Host.CreateApplicationBuilder(ArgsFor(portal));
        builder.Services.AddBrowserScraper(builder.Configuration).AddSite<DealerInventory>()
            .AddHostedRun(new() { StopGrace = TimeSpan.FromMinutes(10) })
            .Configure<HostOptions>(options => options.ShutdownTimeout = TimeSpan.FromSeconds(1));
        using IHost host = builder.Build();
        await host.StartAsync(TestContext.Current.CancellationToken);
        await Until.TrueAsync(
            () => portal.Counts.FaultsServed[FaultKind.Hang] > 0 && portal.Stickers() == 2, "all but the one that hangs");

        long told = TimeProvider.System.GetTimestamp();
        await host.StopAsync(TestContext.Current.CancellationToken);

        Assert.InRange(TimeProvider.System.GetElapsedTime(told), TimeSpan.Zero, TimeSpan.FromSeconds(5)); // 1 s, 2 to save, and the host's
        JobData job = new(folder.Root);
        Assert.Equal((StopReason.Interrupted, 2, 1), (job.Report.Stopped, job.Report.Done, job.Report.Remaining));
    }

    private string[] ArgsFor(DealerPortal portal) =>
    [
        $"--DEALER_INVENTORY_URL={portal.Address}", $"--DEALER_INVENTORY_USERNAME={portal.Username}",
        $"--DEALER_INVENTORY_PASSWORD={portal.Password}", $"--DATA_DIR={folder.Root}", "--CONCURRENT_PAGES=2",
        "--Logging:LogLevel:Default=None",
    ];
}
