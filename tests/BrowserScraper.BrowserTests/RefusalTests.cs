using BrowserScraper.BrowserTests.Harness;
using BrowserScraper.DemoSites.Dealer;
using BrowserScraper.DemoSites.Faults;

namespace BrowserScraper.BrowserTests;

/// <summary>What a run cannot begin with, told so that the operator knows what to do.</summary>
public sealed class RefusalTests
{
    [Fact]
    public async Task Run_WrongPassword_ExitsWith3AndOneLine()
    {
        using CliFolder folder = new() { Password = "wrong-drive-43" };
        await using DealerPortal portal = await Portals.StartAsync(3);
        using CliProcess run = await CliProcess.RunAsync(portal, folder);

        string line = run.AssertOneErrorLine(exitCode: 3);
        Assert.All(["dealer-inventory", "'demo'", "DEALER_INVENTORY_USERNAME", "DEALER_INVENTORY_PASSWORD"],
            part => Assert.Contains(part, line, StringComparison.Ordinal));
        Assert.InRange(portal.Counts.RefusedSignIns, 1, 2);
        Assert.DoesNotContain(folder.Password, run.Output + run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_SeveralBadSettings_ExitsWith2AndNamesAll()
    {
        using CliFolder folder = new();
        await using DealerPortal portal = await Portals.StartAsync(3);
        await File.WriteAllTextAsync(folder[".env"], "BACKOFF_FACTOR=0\n", TestContext.Current.CancellationToken);
        using CliProcess run = await CliProcess.RunAsync(
            portal, folder, "--pages", "99", "--headless", "maybe", "--set", "ITEM_TIMEOUT=soon");

        run.AssertNoStackTrace();
        run.AssertExit(2);
        Assert.All(
            ["CONCURRENT_PAGES=99", "HEADLESS=maybe", "ITEM_TIMEOUT=soon", "BACKOFF_FACTOR=0 (.env)", "from 1 to 64"],
            part => Assert.Contains(part, run.Error, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("dealer-inventory", "run", "no-such-scr\u00efpt")]
    [InlineData("test-30", "--profile", "no-such-profile")]
    [InlineData("did you mean ITEM_TIMEOUT?", "--set", "ITEM_TIMOUT=1")]
    [InlineData("NAME=VALUE", "--set", "ITEM_TIMEOUT")]
    [InlineData("nothing to resume", "resume")]
    public async Task Run_UnknownName_ExitsWith2AndTellsWhatThereIs(string told, params string[] arguments)
    {
        using CliFolder folder = new();
        await using DealerPortal portal = await Portals.StartAsync(3);
        using CliProcess run = await CliProcess.RunAsync(portal, folder, arguments);

        string line = run.AssertOneErrorLine(exitCode: 2);
        Assert.Contains(told, line, StringComparison.Ordinal);
        Assert.All(line, letter => Assert.True(char.IsAscii(letter)));
        Assert.Equal(0, portal.Counts.Requests);
    }

    [Fact]
    public async Task Run_MalformedDotEnv_ExitsWith2AndNamesTheFile()
    {
        using CliFolder folder = new();
        await using DealerPortal portal = await Portals.StartAsync(3);
        await File.WriteAllTextAsync(folder[".env"], "this is no setting\n= nor this\n", TestContext.Current.CancellationToken);
        using CliProcess run = await CliProcess.RunAsync(portal, folder);

        Assert.Contains(folder[".env"], run.AssertOneErrorLine(exitCode: 2), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_SecondProcessOnTheSameJob_ExitsWith5AndNamesTheFirst()
    {
        using CliFolder folder = new();
        await using DealerPortal portal = await Portals.StartAsync(1, "hang=#1");
        using CliProcess first = CliProcess.Start(portal, folder);
        await Until.TrueAsync(() => first.HasExited || portal.Counts.FaultsServed[FaultKind.Hang] > 0, "the first process at work");
        using CliProcess second = await CliProcess.RunAsync(portal, folder);

        Assert.Contains($"process {first.Id} ", second.AssertOneErrorLine(exitCode: 5), StringComparison.Ordinal);
        Assert.Equal(1, portal.Counts.SignIns);
        await first.KillAsync();
    }

    [Fact]
    public async Task Run_DataFolderBelowAFile_ExitsWith5AndOneLine()
    {
        using CliFolder folder = new();
        await using DealerPortal portal = await Portals.StartAsync(3);
        await File.WriteAllTextAsync(folder["file"], "", TestContext.Current.CancellationToken);
        using CliFolder below = new() { Data = folder["file/data"] };
        using CliProcess run = await CliProcess.RunAsync(portal, below);

        Assert.Contains("DATA_DIR", run.AssertOneErrorLine(exitCode: 5), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("records.jsonl")]
    [InlineData("runs")]
    [InlineData("checkpoint.json")]
    public async Task Run_PlaceInTheJobFolderIsTaken_ExitsWith5AndOneLine(string name)
    {
        using CliFolder folder = new();
        await using DealerPortal portal = await Portals.StartAsync(3);
        string path = Path.Combine(folder.Job.Root, name);
        Directory.CreateDirectory(name == "runs" ? folder.Job.Root : path);
        if (name == "runs")
        {
            await File.WriteAllTextAsync(path, "", TestContext.Current.CancellationToken);
        }

        using CliProcess run = await CliProcess.RunAsync(portal, folder);

        Assert.Contains(path, run.AssertOneErrorLine(exitCode: 5), StringComparison.Ordinal);
    }
}
