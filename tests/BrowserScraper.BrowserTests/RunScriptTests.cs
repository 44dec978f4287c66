using BrowserScraper.BrowserTests.Harness;
using BrowserScraper.BrowserTests.Packages;
using BrowserScraper.DemoSites.Dealer;

namespace BrowserScraper.BrowserTests;

/// <summary>
/// run.ps1, as it is typed at a prompt of PowerShell: its short names, the exit codes, and options that arrive as they were typed.
/// </summary>
[Collection(typeof(InTheRepository))]
public sealed class RunScriptTests : IClassFixture<PowerShellOnMachine>
{
    [Fact]
    public async Task FullJob_BegunResumedAndRunAgain_GoesOnWhereItWas()
    {
        using CliFolder folder = new();
        await using DealerPortal portal = await Portals.StartAsync(3);
        foreach ((string line, int done) in ((string, int)[])[("--max 1", 1), ("resume --max 1", 2), ("", 3)])
        {
            using CliProcess run = await CliProcess.RunScriptAsync(portal, folder, line);

            run.AssertExit(0);
            Assert.Equal(done, folder.Job.RecordKeys.Count());
        }

        folder.Job.AssertHolds(portal, portal.Vins());
    }

    [Theory]
    [InlineData("test-10", 0, "PASS test-10: 10 of 10 done")]
    [InlineData("test-30 --set MAX_RETRIES=0", 1, "FAIL test-30: 25 of 30 done, at least 26 needed")]
    public async Task Profile_WithItsOptions_PrintsTheVerdictAndGivesItsExitCode(string line, int exitCode, string verdict)
    {
        using CliFolder folder = new();
        await using DealerPortal portal = await Portals.StartAsync(30, "error500=#12!,#14!,#16!,#18!,#20!");
        using CliProcess run = await CliProcess.RunScriptAsync(portal, folder, line);

        run.AssertExit(exitCode);
        Assert.Contains(verdict, run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, 0, "[ ok ]")]
    [InlineData("wrong", 5, "[FAIL]")]
    public async Task Doctor_PasswordRightOrWrong_GivesItsExitCode(string? password, int exitCode, string said)
    {
        using CliFolder folder = new() { Password = password };
        await using DealerPortal portal = await Portals.StartAsync(3);
        using CliProcess run = await CliProcess.RunScriptAsync(portal, folder, "doctor");

        run.AssertExit(exitCode);
        Assert.Contains(said, run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("resume", "there is nothing to resume")]
    [InlineData("""--set 'two  blanks, "quotes", it''s #3 and \'""", """--set two  blanks, "quotes", it's #3 and \: write NAME=VALUE""")]
    [InlineData("--set a,b", "--set a,b: write NAME=VALUE")]
    [InlineData("export --set 01,02", "put '1,2' in quotes")]
    public async Task BadOptions_WithQuotesAndCommas_AreToldAsTheyWereTyped(string line, string error)
    {
        using CliFolder folder = new();
        await using DealerPortal portal = await Portals.StartAsync(1);
        using CliProcess run = await CliProcess.RunScriptAsync(portal, folder, line);

        Assert.Contains(error, run.AssertOneErrorLine(2), StringComparison.Ordinal);
    }
}
