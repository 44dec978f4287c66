using BrowserScraper.BrowserTests.Harness;
using BrowserScraper.DemoSites.Dealer;

namespace BrowserScraper.BrowserTests;

/// <summary>Profiles give a verdict in one line and an exit code.</summary>
public sealed class ProfileTests
{
    [Theory]
    [InlineData("test-10", 0, 0, "PASS test-10: 10 of 10 done")]
    [InlineData("test-30", 4, 0, "PASS test-30: 26 of 30 done, at least 26 needed")]
    [InlineData("test-30", 5, 1, "FAIL test-30: 25 of 30 done, at least 26 needed")]
    public async Task Run_Profile_PrintsItsVerdict(string profile, int broken, int exitCode, string verdict)
    {
        string[] faults = broken == 0
            ? [] : [$"error500={string.Join(",", Enumerable.Range(2, broken).Select(position => $"#{position}!"))}"];
        using CliFolder folder = new();
        await using DealerPortal portal = await Portals.StartAsync(50, faults);
        using CliProcess run = await CliProcess.RunAsync(portal, folder, "--profile", profile, "--set", "MAX_RETRIES=0");

        run.AssertExit(exitCode);
        Assert.Contains(verdict, run.Output, StringComparison.Ordinal);
    }
}
