using System.Collections.Concurrent;
using BrowserScraper.BrowserTests.Harness;
using BrowserScraper.DemoSites.Dealer;
using BrowserScraper.Sites;
using BrowserScraper.Testing;
using Microsoft.Playwright;

namespace BrowserScraper.BrowserTests;

/// <summary>BLOCK_RESOURCES, as the site sees it.</summary>
public sealed class BlockingTests
{
    private const int Tries = 200;

    // A page or frame that nothing is blocked on loads them all.
    private const string LoadUntilBlocked = """
        async most => {
            for (let number = 1; number <= most; number++) {
                const picture = new Image();
                const blocked = new Promise(end => { picture.onload = () => end(false); picture.onerror = () => end(true); });
                picture.src = `/picture/further-${number}`;
                if (await blocked) return number;
            }
            return 0;
        }
        """;

    [Theory]
    [InlineData("true", 0, 8)] // the one script that draws list and price, cached
    [InlineData("false", 40, int.MaxValue)] // a dozen photos for each vehicle, a style sheet and a font
    public async Task Run_BlockResources_DecidesWhatThePortalIsAskedFor(string block, int least, int most)
    {
        using TemporaryFolder folder = new();
        await using DealerPortal portal = await Portals.StartAsync(12);
        JobRun run = await JobRun.OfAsync(portal, folder.Root, "CONCURRENT_PAGES=2", $"BLOCK_RESOURCES={block}");

        Assert.Equal(12, run.Report.Done);
        Assert.InRange(portal.Counts.AssetRequests, least, most);
    }

    [Fact]
    public async Task Run_AssetsWithoutExtension_AreBlockedAfterTheFirstPage()
    {
        using TemporaryFolder folder = new();
        await using PlainAssetSite site = await PlainAssetSite.StartAsync();
        JobRun run = await JobRun.OfAsync(site.Script(items: 5), folder.Root, "CONCURRENT_PAGES=1");

        Assert.Equal(5, run.Report.Done);
        Assert.NotEmpty(site.AssetsOf("1"));
        Assert.All(["2", "3", "4", "5"], item => Assert.Empty(site.AssetsOf(item)));
    }

    [Fact]
    public async Task Run_AssetsWithoutExtension_AreBlockedOnLaterPagesFromTheStart()
    {
        using TemporaryFolder folder = new();
        await using PlainAssetSite site = await PlainAssetSite.StartAsync();
        JobRun run = await JobRun.OfAsync(site.Script(items: 6), folder.Root, "CONCURRENT_PAGES=1", "RENEW_BROWSER_AFTER=2");

        Assert.Equal(6, run.Report.Done);
        Assert.All(["2", "3", "4", "5", "6"], item => Assert.Empty(site.AssetsOf(item)));
    }

    [Fact]
    public Task Run_FrameOfAnotherSite_IsBlockedInItself() => IsBlockedAsync(async (site, page) =>
    {
        await page.EvaluateAsync("address => { const frame = document.createElement('iframe'); frame.src = address; document.body.append(frame); }", $"{site.OtherName}item/frame");
        await page.FrameLocator("iframe").GetByRole(AriaRole.Heading).WaitForAsync();
        return page.Frames[^1];
    });

    [Fact]
    public Task Run_WindowThatAPageOpens_IsBlockedInItself() => IsBlockedAsync(async (_, page) =>
    {
        IPage popup = await page.RunAndWaitForPopupAsync(() => page.EvaluateAsync("() => { window.open('/item/popup'); }"));
        await popup.WaitForLoadStateAsync();
        return popup.MainFrame;
    });

    [Fact]
    public async Task Run_AssetsWithoutExtensionUnblocked_AreLoadedOnEveryPage()
    {
        using TemporaryFolder folder = new();
        await using PlainAssetSite site = await PlainAssetSite.StartAsync();
        await JobRun.OfAsync(site.Script(items: 3), folder.Root, "CONCURRENT_PAGES=1", "BLOCK_RESOURCES=false");

        Assert.All(["1", "2", "3"], item => Assert.Equal(["picture", "style"], site.AssetsOf(item)));
    }

    /// <param name="open">Opens something from an item's page.</param>
    private static async Task IsBlockedAsync(Func<PlainAssetSite, IPage, Task<IFrame>> open)
    {
        using TemporaryFolder folder = new();
        await using PlainAssetSite site = await PlainAssetSite.StartAsync();
        ConcurrentBag<int> blocked = [];
        SiteScript script = site.Script(items: 2, async page => blocked.Add(await (await open(site, page)).EvaluateAsync<int>(LoadUntilBlocked, Tries)));
        JobRun run = await JobRun.OfAsync(script, folder.Root, "CONCURRENT_PAGES=1");

        Assert.Equal((2, 2), (run.Report.Done, blocked.Count));
        Assert.All(blocked, number => Assert.InRange(number, 1, Tries));
    }
}
