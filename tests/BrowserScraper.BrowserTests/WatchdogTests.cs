using BrowserScraper.BrowserTests.Harness;
using BrowserScraper.DemoSites.Dealer;
using BrowserScraper.DemoSites.Faults;
using BrowserScraper.Items;
using BrowserScraper.Progress;

namespace BrowserScraper.BrowserTests;

/// <summary>A run that goes away, or gets no further, is seen from outside, marked, and gone on with.</summary>
public sealed class WatchdogTests
{
    [Fact]
    public async Task Jobs_RunKilledInMidWork_ShowWhatItWasOnAndCleanupMarksIt()
    {
        using CliFolder folder = new();
        await using DealerPortal portal = await Portals.StartAsync(4, "hang=#2");
        string stuck = portal.Vins().ElementAt(1);
        using (CliProcess run = await StartAsync(portal, folder))
        {
            await Until.TrueAsync(() => Heartbeat.Read(RunOf(folder))?.On == stuck, "a heartbeat on the one that hangs");
            using CliProcess working = await CliProcess.RunAsync(portal, folder, "jobs");
            Assert.Matches($@"dealer-inventory .*working \(progress \d+ s ago, on {stuck}; heartbeat \d+ s ago\)", working.Output);
            await run.KillAsync();
        }

        using CliProcess jobs = await CliProcess.RunAsync(portal, folder, "jobs");
        Assert.Contains($"ended without report (killed, on {stuck}; resume)", jobs.Output, StringComparison.Ordinal);

        using CliProcess cleanup = await CliProcess.RunAsync(portal, folder, "jobs", "cleanup");
        cleanup.AssertExit(0);
        Assert.Contains($"MARKED: dealer-inventory: killed while at work on {stuck} (run ", cleanup.Output, StringComparison.Ordinal);
        Assert.Equal(StopReason.Lost, folder.Job.Report.Stopped);

        using CliProcess next = await CliProcess.RunAsync(portal, folder, "resume", "--set", "ITEM_TIMEOUT=1", "--set", "MAX_RETRIES=0");
        next.AssertExit(1);
        folder.Job.AssertHolds(portal, portal.Vins().Where(vin => vin != stuck));
    }

    [Fact]
    public async Task Cleanup_RunThatGetsNoFurther_EndsItInOrder()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "ends a process by a signal");
        using CliFolder folder = new();
        await using DealerPortal portal = await Portals.StartAsync(4, "hang=#2");
        using CliProcess run = await StartAsync(portal, folder);
        await Until.TrueAsync(
            () => Heartbeat.Read(RunOf(folder))?.At - Ends(folder)
            .Last().At > TimeSpan.FromSeconds(1), "a heartbeat without progress since the last end");

        using CliProcess cleanup = await CliProcess.RunAsync(portal, folder, "jobs", "cleanup", "--older-than", "1s");
        cleanup.AssertExit(0);
        cleanup.AssertSaid(
            $@"MARKED: dealer-inventory: timed out - stuck on {portal.Vins().ElementAt(1)} "
            + @"\(run .*; no progress for \d+ s: its process \(\d+\) was told to end, and has saved\)");
        await run.ExitAsync();
        run.AssertExit(130);
        Assert.Equal(StopReason.Lost, folder.Job.Report.Stopped);
        await folder.Processes.AllGoneAsync();
    }

    [Fact]
    public async Task Run_AfterOneThatWasKilled_TellsItAndMarksIt()
    {
        using CliFolder folder = new();
        await using DealerPortal portal = await Portals.StartAsync(4, "hang=#2");
        using (CliProcess killed = await StartAsync(portal, folder))
        {
            await killed.KillAsync();
        }

        using CliProcess next = await CliProcess.RunAsync(portal, folder, "--set", "ITEM_TIMEOUT=1", "--set", "MAX_RETRIES=0");

        Assert.Matches(
            $@"LOST RUN: .*: killed while at work on {portal.Vins().ElementAt(1)}; its process \(\d+\) is gone, and this run goes on",
            next.Output);
        Assert.Equal(2, Directory.EnumerateFiles(folder.Job.Root, "report.json", SearchOption.AllDirectories).Count());
    }

    /// <summary>A run that has done all but the vehicle that hangs.</summary>
    private static async Task<CliProcess> StartAsync(DealerPortal portal, CliFolder folder)
    {
        CliProcess run = CliProcess.Start(portal, folder, "--pages", "2");
        await Until.TrueAsync(
            () => run.HasExited
            || (portal.Counts.FaultsServed[FaultKind.Hang] > 0 && Ends(folder).Count() == 3), "all but the one that hangs");
        Assert.False(run.HasExited, run.Output + run.Error);
        return run;
    }

    private static string RunOf(CliFolder folder) => Assert.Single(Directory.EnumerateDirectories(Path.Combine(folder.Job.Root, "runs")));

    private static IEnumerable<RunEvent.ItemEnded> Ends(CliFolder folder) =>
        RecordedEvents.Read(Path.Combine(RunOf(folder), EventsFile.Name)).OfType<RunEvent.ItemEnded>();
}
