using BrowserScraper.BrowserTests.Harness;
using BrowserScraper.DemoSites.Books;
using BrowserScraper.DemoSites.Dealer;
using BrowserScraper.Items;

namespace BrowserScraper.BrowserTests;

/// <summary>A job's files looked at again, and some of its items tried again.</summary>
public sealed class VerifyTests
{
    [Fact]
    public async Task Verify_AFileHasChanged_PutsItBackAndResumeFetchesItAlone()
    {
        using CliFolder folder = new();
        await using DealerPortal portal = await Portals.StartAsync(5);
        using CliProcess run = await CliProcess.RunAsync(portal, folder);
        string vin = portal.Vehicles[3].Vin;
        string path = Path.Combine(folder.Job.Root, "files", $"{vin}.pdf");
        byte[] bytes = await File.ReadAllBytesAsync(path, TestContext.Current.CancellationToken);
        bytes[bytes.Length / 2] ^= 1;
        await File.WriteAllBytesAsync(path, bytes, TestContext.Current.CancellationToken);

        using CliProcess bad = await CliProcess.RunAsync(portal, folder, "verify");
        bad.AssertExit(1);
        Assert.Contains($"BAD: {vin} | {vin}.pdf: its content has changed\n", bad.Output, StringComparison.Ordinal);
        Assert.Contains("BAD: 1 of 5 items with 5 files", bad.Output, StringComparison.Ordinal);

        using CliProcess next = await CliProcess.RunAsync(portal, folder, "resume");
        next.AssertExit(0);
        folder.Job.AssertHolds(portal, portal.Vins());
        Assert.Equal(6, portal.Stickers());
        using CliProcess good = await CliProcess.RunAsync(portal, folder, "verify", "dealer-inventory", "--json");
        good.AssertExit(0);
        Assert.Equal(
            ("{\"items\":5,\"files\":5,\"bad\":0}\n", "ALL GOOD: 5 items with 5 files of dealer-inventory\n"), (good.Output, good.Error));
    }

    [Fact]
    public async Task Retry_OneClass_TriesThoseAgainAndTouchesNoOther()
    {
        using CliFolder folder = new();
        await using DealerPortal portal = await Portals.StartAsync(5, "error500=#2", "truncated-pdf=#4");
        using CliProcess run = await CliProcess.RunAsync(
            portal, folder, "--set", "MAX_RETRIES=0", "--set", "BACKOFF_FACTOR=1", "--pages", "1");
        run.AssertExit(1);
        Assert.Equal(2, folder.Job.Report.Failed);

        using CliProcess one = await CliProcess.RunAsync(portal, folder, "retry", "--class", "failed");
        one.AssertExit(0);
        Assert.Equal(
            (1, "DONE: the 1 item of this run (items that ended as Failed)"),
            (folder.Job.Report.Done, one.Output.Split('\n').First(line => line.StartsWith("DONE", StringComparison.Ordinal))));
        ItemRecord left = Assert.Single(await folder.Job.CheckpointAsync(), record => record.State != ItemState.Done);
        Assert.Equal((portal.Vehicles[3].Vin, "BadFile"), (left.Item.Key, left.Outcome));

        using CliProcess rest = await CliProcess.RunAsync(portal, folder, "retry", "--failed");
        rest.AssertExit(0);
        folder.Job.AssertHolds(portal, portal.Vins());

        // No address is set for this job: a demo portal would be started, were there anything to do.
        await using BookPortal other = await BookPortal.StartAsync(new() { Books = 1 }, TestContext.Current.CancellationToken);
        using CliProcess none = await CliProcess.RunAsync(other, folder, "retry", "--failed");
        none.AssertExit(0);
        Assert.Equal("NOTHING TO RETRY: dealer-inventory has no failed items\n", none.Output);
    }

    [Theory]
    [InlineData("--failed or by --class", "retry")]
    [InlineData("BadFile, Failed", "retry", "--class", "Gone")]
    [InlineData("nothing to resume", "retry", "--failed")]
    [InlineData("nothing to verify", "verify")]
    public async Task Run_WithoutSense_ExitsWith2AndTells(string told, params string[] arguments)
    {
        using CliFolder folder = new();
        await using DealerPortal portal = await Portals.StartAsync(1);
        using CliProcess run = await CliProcess.RunAsync(portal, folder, arguments);

        Assert.Contains(told, run.AssertOneErrorLine(exitCode: 2), StringComparison.Ordinal);
    }
}
