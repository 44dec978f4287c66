using System.Text.RegularExpressions;
using BrowserScraper.BrowserTests.Harness;
using BrowserScraper.DemoSites.Dealer;

namespace BrowserScraper.BrowserTests;

/// <summary><c>scraper try</c> in a process of its own: what it tells, its exit codes, and that the job has nothing of it.</summary>
public sealed class TryCommandTests
{
    [Fact]
    public async Task Try_List_TellsItAndLeavesNothingBelowTheDataFolder()
    {
        using CliFolder folder = new();
        await using DealerPortal portal = await Portals.StartAsync(vehicles: 25);
        using CliProcess tried = await CliProcess.RunAsync(portal, folder, "try", "dealer-inventory");

        tried.AssertExit(0);
        tried.AssertSaid("LIST: the first page, 20 items in .*; the list says 25 items");
        tried.AssertSaid($@"  1  \| {portal.Vins().First()} \| ");
        tried.AssertSaid("NEXT: it would go on at http.*page=2");
        tried.AssertSaid(@"MARKS: signed in, by 'css=a\[href\*=sign-out\]' on ");
        Assert.False(Directory.Exists(folder.Data));
    }

    [Fact]
    public async Task Try_Item_TellsRecordAndFilesAndWhereTheyLie()
    {
        using CliFolder folder = new();
        await using DealerPortal portal = await Portals.StartAsync(vehicles: 5);
        string vin = portal.Vins().Last();
        using CliProcess tried = await CliProcess.RunAsync(portal, folder, "try", "dealer-inventory", "--item", vin);

        tried.AssertExit(0);
        tried.AssertSaid($@"  vin +\| {vin}");
        tried.AssertSaid($@"  {vin}\.pdf \| Pdf +\| ");
        string files = Regex.Match(tried.Output, @"FILES: (.*) \(until").Groups[1].Value;
        Assert.True(File.Exists(Path.Combine(files, $"{vin}.pdf")), tried.Output);
        Assert.False(Directory.Exists(folder.Data));
    }

    [Fact]
    public async Task Try_WrongPassword_ExitsWithThreeAndNoSecret()
    {
        using CliFolder folder = new() { Password = "not-this-one" };
        await using DealerPortal portal = await Portals.StartAsync(vehicles: 5);
        using CliProcess tried = await CliProcess.RunAsync(portal, folder, "try", "dealer-inventory");

        Assert.Contains("was refused", tried.AssertOneErrorLine(exitCode: 3), StringComparison.Ordinal);
        Assert.DoesNotContain("not-this-one", tried.Output + tried.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Try_WatchOfABuiltInScript_IsRefusedInOneLine()
    {
        using CliFolder folder = new();
        await using DealerPortal portal = await Portals.StartAsync(vehicles: 5);
        using CliProcess tried = await CliProcess.RunAsync(portal, folder, "try", "dealer-inventory", "--watch");

        Assert.Contains("scraper try my-site.cs --watch", tried.AssertOneErrorLine(exitCode: 2), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Try_WatchOfAFile_IsTriedAgainAtEachSaveWithOneSignIn()
    {
        using CliFolder folder = new();
        await using DealerPortal portal = await Portals.StartAsync(vehicles: 5);
        string file = folder["my-list.cs"];
        string good = await File.ReadAllTextAsync(
            Path.Combine(AppContext.BaseDirectory, "sites", "vehicle-list.cs"), TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(file, good, TestContext.Current.CancellationToken);
        await File.WriteAllLinesAsync(
            folder[".env"], [$"VEHICLE_LIST_USERNAME={portal.Username}", $"VEHICLE_LIST_PASSWORD={portal.Password}"],
            TestContext.Current.CancellationToken);
        using CliProcess tried = CliProcess.StartAt(portal.Address, folder, "VEHICLE_LIST", "try", file, "--watch");
        await Until.TrueAsync(() => Rounds(tried) == 1, "the first round");
        tried.AssertSaid($@"  1 \| {portal.Vins().First()} \| ");

        await File.WriteAllTextAsync(
            file, good.Replace("public override Uri Home", "public override Uri Hume", StringComparison.Ordinal),
            TestContext.Current.CancellationToken);
        await Until.TrueAsync(() => Rounds(tried) == 2, "a round with a file that does not compile");
        Assert.Matches(@"my-list\.cs\([0-9]+,[0-9]+\): error CS", tried.Error);
        await File.WriteAllTextAsync(
            file, good.Replace("title: row", "title: 'a new ' + row", StringComparison.Ordinal), TestContext.Current.CancellationToken);
        await Until.TrueAsync(() => Rounds(tried) == 3, "the third round");
        tried.AssertSaid(@"\| a new ");

        await tried.InterruptGroupAsync();
        Assert.Equal(0, await tried.ExitAsync());
        Assert.Equal(1, portal.Counts.SignIns);
        Assert.False(Directory.Exists(folder.Data));
    }

    private static int Rounds(CliProcess tried) => Regex.Count(tried.Output, "^WATCH: ", RegexOptions.Multiline);
}
