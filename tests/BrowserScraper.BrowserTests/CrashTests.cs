using BrowserScraper.BrowserTests.Harness;
using BrowserScraper.Browsers;
using BrowserScraper.DemoSites.Dealer;
using BrowserScraper.Items;
using BrowserScraper.Testing;
using Microsoft.Playwright;

namespace BrowserScraper.BrowserTests;

/// <summary>The browser goes away underneath the run, in part or as a whole. MAX_RETRIES=0: no attempt may be spent on it.</summary>
[Collection<Alone>]
public sealed class CrashTests
{
    private const long Megabyte = 1 << 20;

    [Fact]
    public async Task Run_RendererCrashes_GoesOnAndCompletes()
    {
        using TemporaryFolder folder = new();
        await using DealerPortal portal = await Portals.StartAsync(12);
        ScriptAround script = new(JobRun.DealerScript(portal), async (context, begun) =>
        {
            if (begun is 3 or 6)
            {
                await context.Page.GotoAsync("chrome://crash");
            }
        });
        JobRun run = await JobRun.OfAsync(script, folder.Root, "CONCURRENT_PAGES=2", "MAX_RETRIES=0");

        Assert.Equal((12, 2), (run.Report.Done, run.Report.TroubleByOutcome["Interrupted"]));
        Assert.Equal(1, portal.Counts.SignIns);
        new JobData(folder.Root).AssertHolds(portal, portal.Vins());
    }

    [Theory]
    [InlineData("browser")]
    [InlineData("driver")]
    public async Task Run_ProcessKilledInMidRun_GoesOnAndCompletes(string victim)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "finds the process by /proc");
        using TemporaryFolder folder = new();
        await using DealerPortal portal = await Portals.StartAsync(12);
        ScriptAround script = new(JobRun.DealerScript(portal), (_, begun) =>
        {
            if (begun == 4)
            {
                ChildProcesses.Kill(victim);
            }

            return Task.CompletedTask;
        });
        JobRun run = await JobRun.OfAsync(script, folder.Root, "CONCURRENT_PAGES=2", "MAX_RETRIES=0");

        Assert.Equal((12, 0), (run.Report.Done, run.Report.Failed));
        Assert.Contains(run.Events.Notices, notice => notice.Contains("starting it again", StringComparison.Ordinal));
        Assert.Equal(1, portal.Counts.SignIns); // the login outlives the browser
        new JobData(folder.Root).AssertHolds(portal, portal.Vins());
    }

    /// <summary>
    /// A lane of a download, or a script, makes an outcome of the call that fails, and knows nothing of the browser's end.
    /// </summary>
    [Theory]
    [InlineData("browser")]
    [InlineData("driver")]
    public async Task Run_ProcessKilledAndAnOutcomeMadeOfIt_NoItemIsGivenUp(string victim)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "finds the process by /proc");
        using TemporaryFolder folder = new();
        await using DealerPortal portal = await Portals.StartAsync(8);
        ScriptAround script = new(JobRun.DealerScript(portal), async (context, begun) =>
        {
            if (begun == 4)
            {
                try
                {
                    ChildProcesses.Kill(victim);
                    await context.Page.EvaluateAsync("() => new Promise(() => {})");
                }
                catch (PlaywrightException gone)
                {
                    throw new ItemEndedException(new ItemOutcome.Failed(gone.Message), gone);
                }
            }
        });
        JobRun run = await JobRun.OfAsync(script, folder.Root, "CONCURRENT_PAGES=2", "MAX_RETRIES=0");

        Assert.Equal((8, 0), (run.Report.Done, run.Report.Failed));
        new JobData(folder.Root).AssertHolds(portal, portal.Vins());
    }

    [Fact]
    public async Task Run_BrowserDoesNotStart_LeavesNoProcess()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "counts the processes by /proc");
        using TemporaryFolder folder = new();
        await using DealerPortal portal = await Portals.StartAsync(2);
        int before = ChildProcesses.Count;
        JobRun run = await JobRun.OfAsync(JobRun.DealerScript(portal), folder.Root, "BROWSER_PATH=/bin/false");

        Assert.Equal((StopReason.MachineLacks, before), (run.Report.Stopped, ChildProcesses.Count));
    }

    /// <summary>In one process, as a service that tries again and again: neither processes nor memory stay.</summary>
    [Fact]
    public async Task Run_BrowserDoesNotStartFiftyTimes_KeepsNoMemory()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "counts the processes by /proc");
        using TemporaryFolder folder = new();
        await using DealerPortal portal = await Portals.StartAsync(2);
        int before = ChildProcesses.Count;
        await FailAsync(10); // what is compiled and pooled now stays
        (long kept, long resident) = Memory();
        await FailAsync(40);
        (long keptAfter, long residentAfter) = Memory();

        string told =
            $"kept {kept / Megabyte} MB, then {keptAfter / Megabyte} MB; resident {resident / Megabyte} MB, then "
                + $"{residentAfter / Megabyte} MB";
        TestContext.Current.TestOutputHelper!.WriteLine(told);
        Assert.Equal(before, ChildProcesses.Count);
        Assert.True(keptAfter - kept < 4 * Megabyte, told);
        Assert.True(residentAfter - resident < 60 * Megabyte, told); // the runtime gives pages back as it likes; one run's leak was 115 MB

        async Task FailAsync(int runs)
        {
            for (int run = 0; run < runs; run++)
            {
                Assert.Equal(
                    StopReason.MachineLacks,
                    (await JobRun.OfAsync(JobRun.DealerScript(portal), folder.Root, "BROWSER_PATH=/bin/false")).Report.Stopped);
            }
        }
    }

    private static (long Kept, long Resident) Memory()
    {
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        GC.WaitForPendingFinalizers();
        return (GC.GetTotalMemory(forceFullCollection: true), Environment.WorkingSet);
    }

    [Fact]
    public async Task GetAsync_BrowserDoesNotStartAndIsAskedForAgain_LeavesNoProcess()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "counts the processes by /proc");
        int before = ChildProcesses.Count;
        await using (BrowserHost host = new(new() { Path = "/bin/false" }, _ => { }, _ => { }, (_, _) => { }, TimeProvider.System))
        {
            await Assert.ThrowsAsync<RunStopException>(() => host.GetAsync(TestContext.Current.CancellationToken));
            await Assert.ThrowsAsync<RunStopException>(() => host.GetAsync(TestContext.Current.CancellationToken));
        }

        Assert.Equal(before, ChildProcesses.Count);
    }

    /// <summary>As on a machine that stood still just then: it says nothing of browsers.</summary>
    [Fact]
    public async Task GetAsync_DriverDiesBeforeTheFirstBrowserIsThere_TakesAnother()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "the browser is a shell script");
        using TemporaryFolder folder = new();
        IPlaywright driver = await Driver.StartAsync();
        string browser = BrowserFinder.Installed(headless: true).FirstOrDefault()?.Path ?? driver.Chromium.ExecutablePath;
        Driver.End(driver);
        string script = Path.Combine(folder.Root, "browser");
        await File.WriteAllTextAsync(
            script, $"#!/bin/sh\nmkdir '{folder.Root}/once' 2>/dev/null && kill -9 $PPID && exit 1\nexec '{browser}' \"$@\"\n",
            TestContext.Current.CancellationToken);
        if (OperatingSystem.IsLinux())
        {
            File.SetUnixFileMode(script, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        }

        List<LadderStep> steps = [];

        await using BrowserHost host = new(new() { Path = script }, _ => { }, steps.Add, (_, _) => { }, TimeProvider.System);

        Assert.True((await host.GetAsync(TestContext.Current.CancellationToken)).IsConnected);
        Assert.Equal(["gave up the driver for a new one"], steps.Select(step => step.Step));
    }

    [Fact]
    public async Task Run_BrowserFrozenInASecondAttempt_IsKilledAndTheRunGoesOn()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "freezes the process by a signal");
        using TemporaryFolder folder = new();
        await using DealerPortal portal = await Portals.StartAsync(4);
        ScriptAround script = new(JobRun.DealerScript(portal), (context, begun) =>
            begun == 2 ? throw new TimeoutException("not at the first attempt")
            : context.Attempt == 2 ? ChildProcesses.FreezeAsync("browser")
            : Task.CompletedTask);
        JobRun run = await JobRun.OfAsync(
            script, folder.Root, "CONCURRENT_PAGES=1", "ITEM_TIMEOUT=6", "REQUEST_TIMEOUT=4", "BACKOFF_FACTOR=1");

        Assert.Equal((4, 0), (run.Report.Done, run.Report.Failed));
        Assert.Contains(run.Events.Recoveries, step => step.Step == "killed the browser, which answered nothing");
        new JobData(folder.Root).AssertHolds(portal, portal.Vins());
    }

    [Fact]
    public async Task Run_DriverFrozenInMidRun_IsKilledAndTheRunGoesOn()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "freezes the process by a signal");
        using TemporaryFolder folder = new();
        await using DealerPortal portal = await Portals.StartAsync(8);
        ScriptAround script = new(
            JobRun.DealerScript(portal), (_, begun) => begun == 4 ? ChildProcesses.FreezeAsync("driver") : Task.CompletedTask);
        JobRun run = await JobRun.OfAsync(
            script, folder.Root, "CONCURRENT_PAGES=2", "ITEM_TIMEOUT=4", "REQUEST_TIMEOUT=3", "BACKOFF_FACTOR=1");

        Assert.Equal((8, 0), (run.Report.Done, run.Report.Failed));
        Assert.Contains(run.Events.Recoveries, step => step.Step == "killed the browser, which answered nothing");
        Assert.Equal(1, portal.Counts.SignIns);
        new JobData(folder.Root).AssertHolds(portal, portal.Vins());
    }
}
