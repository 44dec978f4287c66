using System.Diagnostics;
using BrowserScraper.BrowserTests.Harness;
using BrowserScraper.DemoSites.OpenId;
using BrowserScraper.Sites;

namespace BrowserScraper.BrowserTests;

/// <summary>kill -9 of a run whose tokens are in a page's storage: what was not saved costs one sign-in, and no item.</summary>
public sealed class OpenIdKillTests
{
    private const string Address = "TOKEN_APP_TEST_ADDRESS";
    private const string Data = "TOKEN_APP_TEST_DATA";
    private const int Kills = 2;

    [Fact]
    public async Task Run_KilledTwice_CompletesWithAtMostOneFurtherSignInForEach()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "finds processes by /proc");
        using CliFolder folder = new();
        await using OpenIdPortal portal = await OpenIdPortal.StartAsync(
            new() { Items = FullSize.Items(30), Latency = TimeSpan.FromMilliseconds(20) }, TestContext.Current.CancellationToken);
        for (int kill = 1; kill <= Kills; kill++)
        {
            int texts = portal.Counts.ItemTexts;
            using Process child = Start(portal, folder);
            await Until.TrueAsync(() => child.HasExited || portal.Counts.ItemTexts >= texts + 8, "eight further items");
            Assert.False(child.HasExited, "the run has ended before it could be killed");
            child.Kill();
            await child.WaitForExitAsync(TestContext.Current.CancellationToken);
            await folder.Processes.AllGoneAsync();
        }

        OpenIdRun last = await OpenIdRun.OfAsync(portal, folder.Data, "CONCURRENT_PAGES=4", "MAX_RETRIES=0");
        Assert.Equal((0, 0), (last.Report.Failed, last.Report.Remaining));
        OpenIdRun.AssertHolds(folder.Data, portal);
        Assert.InRange(portal.Counts.SignIns, 1, 1 + Kills);
        Assert.InRange(portal.Counts.StaleTokens, 0, Kills);
    }

    /// <summary>The process that is killed is this test alone, on the other one's portal.</summary>
    [Fact]
    public async Task Run_NobodyKillsIt_Completes()
    {
        using CliFolder folder = new();
        string? given = Environment.GetEnvironmentVariable(Address);
        await using OpenIdPortal? own = given is null
            ? await OpenIdPortal.StartAsync(new() { Items = 3 }, TestContext.Current.CancellationToken) : null;
        Uri portal = own?.Address ?? new(given!);
        OpenIdRun run = await OpenIdRun.OfAsync(
            new SiteSettings(portal, "demo", "open-sesame-5"), new OpenIdScript(portal), Environment.GetEnvironmentVariable(Data)
                ?? folder.Data, plan => plan,
            "CONCURRENT_PAGES=4", "MAX_RETRIES=0");

        Assert.Equal((0, 0), (run.Report.Failed, run.Report.Remaining));
    }

    private static Process Start(OpenIdPortal portal, CliFolder folder)
    {
        ProcessStartInfo start =
            new("dotnet",
            [Path.Combine(AppContext.BaseDirectory, "BrowserScraper.BrowserTests.dll"), "--no-progress", "--filter-method",
            $"*{nameof(OpenIdKillTests)}.{nameof(Run_NobodyKillsIt_Completes)}"])
        {
            WorkingDirectory = folder.Root,
        };
        start.Environment[Address] = portal.Address.AbsoluteUri;
        start.Environment[Data] = folder.Data;
        start.Environment[MarkedProcesses.Variable] = folder.Processes.Mark;
        return Process.Start(start)!;
    }
}
