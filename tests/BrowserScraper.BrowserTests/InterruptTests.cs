using BrowserScraper.BrowserTests.Harness;
using BrowserScraper.DemoSites.Dealer;
using BrowserScraper.DemoSites.Faults;
using BrowserScraper.Items;

namespace BrowserScraper.BrowserTests;

/// <summary>Ctrl+C in a terminal, which reaches harness, driver and browser at the same time.</summary>
[Collection<Alone>]
public sealed class InterruptTests
{
    [Fact]
    public async Task Run_InterruptedOnce_FinishesWhatIsInFlightAndTheNextRunTheRest()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "signals a process group");
        using CliFolder folder = new();
        await using DealerPortal portal = await Portals.StartAsync(40, TimeSpan.FromMilliseconds(20));
        using CliProcess run = CliProcess.Start(portal, folder, "--pages", "3");
        await Until.TrueAsync(() => run.HasExited || portal.Stickers() >= 8, "8 stickers served");
        Assert.InRange(folder.Processes.Alive().Count, 3, int.MaxValue);
        await run.InterruptGroupAsync();
        await run.ExitAsync();

        run.AssertExit(130);
        run.AssertNoStackTrace();
        await folder.Processes.AllGoneAsync();
        Assert.Equal(portal.Stickers(), (await folder.Job.CheckpointAsync()).Count(item => item.State == ItemState.Done));
        Assert.Equal(StopReason.Interrupted, folder.Job.Report.Stopped);

        using CliProcess next = await CliProcess.RunAsync(portal, folder, "resume");
        next.AssertExit(0);
        folder.Job.AssertHolds(portal, portal.Vins());
        Assert.Equal(40, portal.Stickers());
    }

    [Fact]
    public async Task Run_InterruptedDuringSignIn_EndsWithoutWork()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "signals a process group");
        using CliFolder folder = new();
        await using DealerPortal portal = await Portals.StartAsync(3, TimeSpan.FromMilliseconds(500));
        using CliProcess run = CliProcess.Start(portal, folder);
        await Until.TrueAsync(() => run.HasExited || portal.Counts.Requests > 0, "the first request");
        await run.InterruptGroupAsync();
        await run.ExitAsync();

        run.AssertExit(130);
        run.AssertNoStackTrace();
        await folder.Processes.AllGoneAsync();
        Assert.Equal(0, portal.Stickers());
    }

    [Theory]
    [InlineData(1, 12)] // the ten seconds that an item in flight gets, and two to save
    [InlineData(2, 5)]
    public async Task Run_InterruptedWhileAVehicleHangs_EndsInTime(int signals, int seconds)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "signals a process group");
        using CliFolder folder = new();
        await using DealerPortal portal = await Portals.StartAsync(6, "hang=#1");
        using CliProcess run = CliProcess.Start(portal, folder, "--pages", "2");
        await Until.TrueAsync(
            () => run.HasExited
            || (portal.Counts.FaultsServed[FaultKind.Hang] > 0 && portal.Stickers() == 5), "all but the one that hangs");
        await run.InterruptGroupAsync();
        await Until.TrueAsync(() => run.HasExited || run.Output.Contains("STOPPING", StringComparison.Ordinal), "the first signal taken");
        for (int signal = 1; signal < signals; signal++)
        {
            await run.InterruptGroupAsync();
        }

        long told = TimeProvider.System.GetTimestamp();
        await run.ExitAsync();
        Assert.InRange(TimeProvider.System.GetElapsedTime(told), TimeSpan.Zero, TimeSpan.FromSeconds(seconds));
        run.AssertExit(130);
        run.AssertNoStackTrace();
        await folder.Processes.AllGoneAsync();
        folder.Job.AssertHolds(portal, portal.Vins().Skip(1));
    }
}
