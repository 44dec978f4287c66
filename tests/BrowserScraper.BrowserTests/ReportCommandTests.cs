using System.Text.Json;
using BrowserScraper.BrowserTests.Harness;
using BrowserScraper.DemoSites.Dealer;

namespace BrowserScraper.BrowserTests;

/// <summary>What can be asked of a job when its run is over.</summary>
public sealed class ReportCommandTests
{
    [Fact]
    public async Task ReportAndExport_AfterARun_TellWhatItHasLeft()
    {
        using CliFolder folder = new();
        await using DealerPortal portal = await Portals.StartAsync(4, "error500=#2!");
        using CliProcess run = await CliProcess.RunAsync(portal, folder, "run", "--set", "MAX_RETRIES=0");

        run.AssertExit(1);
        Assert.Contains($"1 item: Failed: 500 for {portal.Address}vehicles/{portal.Vehicles[1].Vin}", run.Output, StringComparison.Ordinal);
        await AssertReportAsync(portal, folder);
        await AssertExportAsync(portal, folder);
    }

    private static async Task AssertReportAsync(DealerPortal portal, CliFolder folder)
    {
        string path = Assert.Single(Directory.GetFiles(folder.Data, "report.html", SearchOption.AllDirectories));
        Assert.Contains($"<code>{portal.Vehicles[1].Vin}</code>", File.ReadAllText(path), StringComparison.Ordinal);

        // As kill -9 would leave it.
        File.Delete(path);
        File.Delete(Path.ChangeExtension(path, "json"));
        using CliProcess report = await CliProcess.RunAsync(portal, folder, "report", "dealer-inventory");
        report.AssertExit(0);
        Assert.Equal(path, report.Output.Trim());
        Assert.Contains($"<code>{portal.Vehicles[1].Vin}</code>", File.ReadAllText(path), StringComparison.Ordinal);

        using CliProcess unknown = await CliProcess.RunAsync(portal, folder, "report", "--run", "none");
        Assert.StartsWith("ERROR: there is no run none in ", unknown.AssertOneErrorLine(2), StringComparison.Ordinal);
    }

    private static async Task AssertExportAsync(DealerPortal portal, CliFolder folder)
    {
        using CliProcess lines = await CliProcess.RunAsync(portal, folder, "export", "--format", "jsonl");
        lines.AssertExit(0);
        JsonElement[] items =
            [.. lines.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement)];
        Assert.Equal(portal.Vins().Order(), items.Select(item => item.GetProperty("key").GetString()).Order());
        JsonElement done = items.First(item => item.GetProperty("state").GetString() == "done");
        Assert.Equal(done.GetProperty("key").GetString(), done.GetProperty("record").GetProperty("vin").GetString());

        using CliProcess table = await CliProcess.RunAsync(portal, folder, "export", "dealer-inventory", "--output", "items.csv");
        table.AssertExit(0);
        string[] rows = File.ReadAllLines(folder["items.csv"]);
        Assert.StartsWith("key,state,attempts,", rows[0], StringComparison.Ordinal);
        Assert.Contains(rows, row => row.StartsWith($"{portal.Vehicles[1].Vin},failed,1,Failed,500 for ", StringComparison.Ordinal));

        using CliProcess unknown = await CliProcess.RunAsync(portal, folder, "export", "none");
        Assert.StartsWith("ERROR: there is no job 'none' in ", unknown.AssertOneErrorLine(2), StringComparison.Ordinal);
    }
}
