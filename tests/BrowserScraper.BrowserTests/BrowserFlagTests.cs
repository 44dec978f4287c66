using System.Text.Json;
using BrowserScraper.Browsers;
using Microsoft.Playwright;

namespace BrowserScraper.BrowserTests;

/// <summary>How the browser is started, read from the process itself.</summary>
public sealed class BrowserFlagTests
{
    private const string Disable = "--disable-features=";

    [Fact]
    public async Task Start_FeaturesThatPlaywrightSwitchesOff_AreAllInTheFlagThatCounts()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "reads the command line from /proc");
        CancellationToken ending = TestContext.Current.CancellationToken;
        await using BrowserHost host = new(new(), _ => { }, _ => { }, TimeProvider.System);
        IBrowser browser = await host.GetAsync(ending);
        ICDPSession protocol = await browser.NewBrowserCDPSessionAsync();
        JsonElement? info = await protocol.SendAsync("SystemInfo.getProcessInfo");
        int id = info!.Value.GetProperty("processInfo").EnumerateArray().First(each => each.GetProperty("type").GetString() == "browser").GetProperty("id").GetInt32();
        string[] flags = [.. (await File.ReadAllTextAsync($"/proc/{id}/cmdline", ending)).Split('\0').Where(flag => flag.StartsWith(Disable, StringComparison.Ordinal))];

        Assert.Equal(2, flags.Length); // Playwright's and ours; of two, Chromium takes the last
        string[] ours = flags[^1][Disable.Length..].Split(',');
        Assert.Contains("RenderDocument", ours);
        Assert.Empty(flags[0][Disable.Length..].Split(',').Except(ours));
    }
}
