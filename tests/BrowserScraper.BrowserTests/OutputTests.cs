using System.Text.Json;
using System.Text.RegularExpressions;
using BrowserScraper.BrowserTests.Harness;
using BrowserScraper.DemoSites.Dealer;

namespace BrowserScraper.BrowserTests;

/// <summary>What a run writes: for programs, for people, into the log.</summary>
public sealed partial class OutputTests
{
    [Fact]
    public async Task Run_WithTrouble_WritesPlainOutputWithoutSecretsAndTheDocumentedLog()
    {
        using CliFolder folder = new();
        await using DealerPortal portal = await Portals.StartAsync(5, "hang=#2", "error500=#3", "truncated-pdf=#5!");
        using CliProcess run = await CliProcess.RunAsync(
            portal, folder, "--json", "--set", "ITEM_TIMEOUT=10", "--set", "MAX_RETRIES=1", "--set", "BACKOFF_FACTOR=1");

        run.AssertExit(1);
        AssertResult(run, folder);
        Assert.All(run.Output + run.Error, letter => Assert.True(char.IsAscii(letter)));
        AssertNowhere(portal.Password, run, folder);
        AssertLog(await File.ReadAllLinesAsync(Path.Combine(folder.Logs, "download_errors.log"), TestContext.Current.CancellationToken),
            portal);
    }

    private static void AssertResult(CliProcess run, CliFolder folder)
    {
        string line = Assert.Single(run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        JsonElement result = JsonDocument.Parse(line).RootElement;
        Assert.True(JsonElement.DeepEquals(JsonDocument.Parse(folder.Job.ReportText).RootElement, result.GetProperty("report")));
        Assert.Equal(run.ExitCode, result.GetProperty("verdict").GetProperty("exitCode").GetInt32());
        Assert.Equal((3, 2), (folder.Job.Report.Done, folder.Job.Report.Failed));
    }

    private static void AssertNowhere(string secret, CliProcess run, CliFolder folder)
    {
        Assert.DoesNotContain(secret, run.Output + run.Error, StringComparison.Ordinal);
        string[] files = [.. Directory.EnumerateFiles(folder.Root, "*", SearchOption.AllDirectories)];
        Assert.Contains(files, file => file.EndsWith("events.jsonl", StringComparison.Ordinal));
        Assert.All(files,
            file => Assert.DoesNotContain(secret, File.ReadAllText(file, System.Text.Encoding.Latin1), StringComparison.Ordinal));
    }

    private static void AssertLog(string[] lines, DealerPortal portal)
    {
        Assert.All(lines, line => Assert.Matches(LogLine(), line));
        string[] messages = [.. lines.Select(line => line.Split(" | ", 3)[2])];
        Assert.Matches(@"^=== JOB START === \| Job ID: dealer-inventory \| .*Query: all \| Sources: ", messages[0]);
        Assert.Matches("^CONFIG: .*item_timeout=10", messages[1]);
        Assert.All(
            portal.Vehicles.Where(vehicle => vehicle.Position is 1 or 3 or 4),
            vehicle => Assert.Contains(messages, message => SuccessLine(vehicle.Vin).IsMatch(message)));
        Assert.Contains(
            messages, message => message.StartsWith("TIMEOUT | dealer-inventory | Timeout after 10s", StringComparison.Ordinal));
        Assert.Contains(messages, message => Regex.IsMatch(message, $"^FAILED: dealer-inventory .*{portal.Vehicles[4].Vin}.*BadFile"));
        Assert.Matches(@"^=== JOB COMPLETE === \| Job ID: dealer-inventory \| Downloaded: 3 \| ", messages[^2]);
        Assert.Equal("STATISTICS | Success: dealer-inventory | Failed: dealer-inventory", messages[^1]);
    }

    [GeneratedRegex(@"^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d,\d{3} \| (INFO|WARNING|ERROR) \| \S")]
    private static partial Regex LogLine();

    private static Regex SuccessLine(string vin) =>
        new($@"^SUCCESS: dealer-inventory \| File: {vin}\.pdf \| Size: \d+ bytes \| Time: \d+\.\d\ds$");
}
