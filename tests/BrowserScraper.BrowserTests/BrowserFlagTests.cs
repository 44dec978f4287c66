using System.Text.Json;
using BrowserScraper.Browsers;
using Microsoft.Playwright;

namespace BrowserScraper.BrowserTests;

/// <summary>How the browser is started, read from the process itself.</summary>
public sealed class BrowserFlagTests
{
    [Fact]
    public async Task Start_FeaturesThatPlaywrightSwitchesOff_AreAllInTheFlagThatCounts() =>
        Assert.Contains("RenderDocument", await OursAsync(new(), "--disable-features="));

    [Fact]
    public async Task StartWithoutImages_WhatPlaywrightSetsInThePages_IsAllInTheFlagThatCounts() =>
        Assert.Contains("imagesEnabled=false", await OursAsync(new() { ImagesOff = true }, "--blink-settings="));

    /// <summary>What stands in our flag of that name, after a look that all of Playwright's stands there too.</summary>
    private static async Task<string[]> OursAsync(BrowserOptions options, string name)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "reads the command line from /proc");
        CancellationToken ending = TestContext.Current.CancellationToken;
        await using BrowserHost host = new(options, _ => { }, _ => { }, (_, _) => { }, TimeProvider.System);
        IBrowser browser = await host.GetAsync(ending);
        ICDPSession protocol = await browser.NewBrowserCDPSessionAsync();
        JsonElement? info = await protocol.SendAsync("SystemInfo.getProcessInfo");
        int id = info!.Value.GetProperty("processInfo").EnumerateArray().First(each => each.GetProperty("type").GetString() == "browser")
            .GetProperty("id").GetInt32();
        string[] flags =
            [.. (await File.ReadAllTextAsync($"/proc/{id}/cmdline", ending)).Split('\0')
            .Where(flag => flag.StartsWith(name, StringComparison.Ordinal))];

        Assert.Equal(2, flags.Length); // Playwright's and ours; of two, Chromium takes the last
        string[] ours = flags[^1][name.Length..].Split(',');
        Assert.Empty(flags[0][name.Length..].Split(',').Except(ours));
        return ours;
    }
}
