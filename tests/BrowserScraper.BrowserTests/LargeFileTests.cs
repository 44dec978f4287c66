using BrowserScraper.BrowserTests.Harness;
using BrowserScraper.Cli.Chaos;
using BrowserScraper.DemoSites.Clicks;
using BrowserScraper.Items;
using BrowserScraper.Testing;

namespace BrowserScraper.BrowserTests;

/// <summary>What one item has too much of harms no other, and a disk is left before it is full.</summary>
public sealed class LargeFileTests
{
    private const int Megabyte = 1 << 20;

    private static readonly Dictionary<int, FileExcess> Excessive =
        new() { [3] = FileExcess.Bomb, [11] = FileExcess.Announced, [12] = FileExcess.Endless };

    /// <param name="lane">DOWNLOAD_LANE.</param>
    [Theory]
    [InlineData("auto")]
    [InlineData("click")]
    public async Task Run_BombAndFiveGigabytesAndEndlessBodyOnASmallDisk_AllOthersAreDone(string lane)
    {
        FullDiskTests.NeedSmallDisk();
        using TemporaryFolder folder = new();
        using SmallDisk disk = SmallDisk.Mount(Path.Combine(folder.Root, "small"), megabytes: 64);
        await using ClickPortal portal = await ClickPortal.StartAsync(
            new() { Items = 52, Ways = [ClickWay.Link], FileBytes = 100_000, Excessive = Excessive },
            TestContext.Current.CancellationToken);
        JobRun run = await JobRun.OfAsync(
            new ClickScript(portal, checks: true), disk.Folder, "CONCURRENT_PAGES=4", $"DOWNLOAD_LANE={lane}");

        Assert.Equal((null, 49, 3), (run.Report.Stopped, run.Report.Done, run.Report.Failed));
        Assert.All(run.Report.Failures, failure => Assert.Equal("TooLarge", failure.Outcome));
        Assert.Equal(3, run.Report.TroubleByOutcome["TooLarge"]); // each is tried once
    }

    [Fact]
    public async Task Run_LargerThanMaxFileMb_IsTooLargeAndTheNextRunMayHaveIt()
    {
        using TemporaryFolder folder = new();
        await using ClickPortal portal = await ClickPortal.StartAsync(
            new() { Items = 2, Ways = [ClickWay.Link], FileBytes = 3 * Megabyte }, TestContext.Current.CancellationToken);
        JobRun refused = await JobRun.OfAsync(new ClickScript(portal, checks: true), folder.Root, "MAX_FILE_MB=2");

        Assert.Equal((null, 0, 2), (refused.Report.Stopped, refused.Report.Done, refused.Report.Failed));
        Assert.All(refused.Report.Failures, failure => Assert.Contains("MAX_FILE_MB", failure.Reason, StringComparison.Ordinal));

        JobRun taken = await JobRun.OfAsync(new ClickScript(portal, checks: true), folder.Root, "MAX_FILE_MB=4");

        Assert.Equal((null, 2, 0), (taken.Report.Stopped, taken.Report.Done, taken.Report.Failed));
    }

    [Fact]
    public async Task Run_ReserveOfTheDiskIsReached_StopsAndGoesOnWhenThereIsRoom()
    {
        FullDiskTests.NeedSmallDisk();
        using TemporaryFolder folder = new();
        using SmallDisk disk = SmallDisk.Mount(Path.Combine(folder.Root, "small"), megabytes: 64);
        string ballast = Path.Combine(disk.Folder, "other");
        await File.WriteAllBytesAsync(ballast, new byte[40 * Megabyte], TestContext.Current.CancellationToken);
        await using ClickPortal portal = await ClickPortal.StartAsync(
            new() { Items = 30, Ways = [ClickWay.Link], FileBytes = Megabyte }, TestContext.Current.CancellationToken);
        JobRun stopped = await JobRun.OfAsync(
            new ClickScript(portal, checks: true), disk.Folder, "CONCURRENT_PAGES=3", "DISK_RESERVE_MB=5");

        Assert.Equal(StopReason.MachineLacks, stopped.Report.Stopped);
        Assert.Contains("DISK_RESERVE_MB", stopped.Report.Message, StringComparison.Ordinal);
        Assert.InRange(new DriveInfo(disk.Folder).AvailableFreeSpace, 3 * Megabyte, 64 * Megabyte);
        Assert.InRange(stopped.Report.Done, 1, 29);

        File.Delete(ballast);
        JobRun resumed = await JobRun.OfAsync(
            new ClickScript(portal, checks: true), disk.Folder, "CONCURRENT_PAGES=3", "DISK_RESERVE_MB=5");

        Assert.Equal((null, 0), (resumed.Report.Stopped, resumed.Report.Failed));
        Assert.Equal(30, Directory.GetFiles(Path.Combine(disk.Folder, "clicks", "files")).Length);
    }

    /// <param name="way">How the file comes.</param>
    [Theory]
    [InlineData(ClickWay.Link)]
    [InlineData(ClickWay.Form)]
    public async Task Run_AFileLacksRoom_WaitsForTheNextRun(ClickWay way)
    {
        FullDiskTests.NeedSmallDisk();
        using TemporaryFolder folder = new();
        using SmallDisk disk = SmallDisk.Mount(Path.Combine(folder.Root, "small"), megabytes: 16);
        await using ClickPortal large = await ClickPortal.StartAsync(
            new() { Items = 1, Ways = [way], FileBytes = 30 * Megabyte }, TestContext.Current.CancellationToken);
        JobRun run = await JobRun.OfAsync(new ClickScript(large, checks: true), disk.Folder);

        Assert.Equal((0, 0, 1), (run.Report.Done, run.Report.Failed, run.Report.TroubleByOutcome["NoRoom"]));
    }
}
