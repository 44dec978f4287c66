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
}
