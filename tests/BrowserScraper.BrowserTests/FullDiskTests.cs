using BrowserScraper.App.Running;
using BrowserScraper.BrowserTests.Harness;
using BrowserScraper.Cli.Chaos;
using BrowserScraper.DemoSites.Clicks;
using BrowserScraper.DemoSites.Dealer;
using BrowserScraper.Items;
using BrowserScraper.Progress;
using BrowserScraper.Testing;

namespace BrowserScraper.BrowserTests;

/// <summary>A disk for temporary files that is full stops the run and is told as that. It changes this process's environment.</summary>
[Collection<Alone>]
public sealed class FullDiskTests
{
    private const int Megabyte = 1 << 20;

    [Fact]
    public async Task Run_TheFolderForTemporaryFilesIsFull_SaysSo()
    {
        NeedSmallDisk();
        using TemporaryFolder folder = new();
        using SmallDisk disk = SmallDisk.Mount(Path.Combine(folder.Root, "small"), megabytes: 24);
        await using ClickPortal portal = await ClickPortal.StartAsync(
            new() { Items = 4, Ways = [ClickWay.Form], FileBytes = 30 * Megabyte }, TestContext.Current.CancellationToken);
        string? before = Environment.GetEnvironmentVariable("TMPDIR");
        Environment.SetEnvironmentVariable("TMPDIR", disk.Folder);
        try
        {
            JobRun run = await JobRun.OfAsync(
                new ClickScript(portal, checks: false), Path.Combine(folder.Root, "data"), "CONCURRENT_PAGES=2", "MAX_RETRIES=1",
                "BACKOFF_FACTOR=1");

            Assert.Equal(StopReason.MachineLacks, run.Report.Stopped);
            Assert.StartsWith($"the disk is full at {disk.Folder}", run.Report.Message, StringComparison.Ordinal);
            Assert.Contains("TMPDIR", run.Report.Message, StringComparison.Ordinal);
            Assert.Equal(0, run.Report.TroubleByOutcome.GetValueOrDefault("BadFile"));
        }
        finally
        {
            Environment.SetEnvironmentVariable("TMPDIR", before);
        }
    }

    [Fact]
    public void Log_DiskIsFull_IsToldOnce()
    {
        NeedSmallDisk();
        using TemporaryFolder folder = new();
        using SmallDisk disk = SmallDisk.Mount(Path.Combine(folder.Root, "small"), megabytes: 1);
        List<string> told = [];
        using LogFile log = new(disk.Folder, told.Add);
        for (int line = 0; line < 40; line++)
        {
            log.Log.Fault($"line {line}", new string('x', 100_000), "");
        }

        Assert.StartsWith($"LOG: it cannot be written to {disk.Folder} (", Assert.Single(told), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_DiskOfTheLogFills_TellsThatTheLogHasStoppedAndGoesOn()
    {
        NeedSmallDisk();
        using CliFolder folder = new();
        using SmallDisk disk = SmallDisk.Mount(folder.Logs, megabytes: 1);
        // their lines need more than the room that the log's last block still has
        await using DealerPortal portal = await Portals.StartAsync(60);
        using CliProcess run = CliProcess.Start(portal, folder, "run", "--pages", "3");
        await Until.TrueAsync(() => run.Output.Contains("JOB: ", StringComparison.Ordinal) || run.HasExited, "the run begins");
        disk.Fill();

        Assert.Equal(0, await run.ExitAsync());
        Assert.StartsWith($"ERROR: LOG: it cannot be written to {disk.Folder} (", run.AssertOneErrorLine(0), StringComparison.Ordinal);
        Assert.Contains("ALL DONE: 60 items", run.Output, StringComparison.Ordinal);
        folder.Job.AssertHolds(portal, portal.Vins());
    }

    /// <summary>Mounting takes rights that not everybody has; in CI, lacking them is a failure.</summary>
    internal static void NeedSmallDisk()
    {
        string? whyNot = SmallDisk.WhyNot();
        Assert.SkipWhen(whyNot is not null && Environment.GetEnvironmentVariable("CI") is null, whyNot ?? "");
        Assert.Null(whyNot);
    }
}
