using System.Text.RegularExpressions;
using BrowserScraper.BrowserTests.Harness;
using BrowserScraper.Cli.Chaos.Machines;
using BrowserScraper.Testing.Stores;

namespace BrowserScraper.BrowserTests;

/// <summary>The chaos command with several machines, in its short form.</summary>
public sealed partial class ChaosMachinesTests(PostgresServer server)
{
    [Fact]
    public async Task Chaos_TwoMachines_LoseNothingAndRepeatNothing()
    {
        await server.ConnectionAsync(); // gets PostgreSQL where it is not there
        Assert.SkipUnless(LocalPostgres.IsThere, "needs a server that it may kill, and STORE_TEST_URL names one that it may not");
        using CliFolder folder = new();
        using CliProcess chaos = CliProcess.StartChaos(
            folder, "--machines", "2", "--items", "40", "--kills", "5", "--kinds", "kill,placing,cut,crash,reader", "--set",
            "STORE_LEASE=5");
        await chaos.ExitAsync();

        chaos.AssertExit(0);
        chaos.AssertNoStackTrace();
        string[] last = chaos.Output.TrimEnd().Split('\n')[^2..];
        Assert.Equal(("lost=0 twice=0 half=0 wrong=0", "PASS"), (last[0], last[1].Split(':')[0]));
        Assert.Equal(5, StrikeLine().Count(chaos.Output));
        Assert.Matches(
            "machines lost had [1-9][0-9]* items? in work, and those came back into the queue, after a median of ", chaos.Output);
        await folder.Processes.AllGoneAsync();
        Assert.Empty(ChaosTests.Folders(folder));
    }

    [GeneratedRegex("^[0-9:]+ [|] +[0-9]+ of 5 ", RegexOptions.Multiline)]
    private static partial Regex StrikeLine();
}
