using BrowserScraper.BrowserTests.Harness;
using BrowserScraper.DemoSites.Dealer;
using BrowserScraper.Items;
using BrowserScraper.Sites;
using BrowserScraper.Testing;
using Microsoft.Playwright;

namespace BrowserScraper.BrowserTests;

/// <summary>BLOCK_RESOURCES, as the site sees it.</summary>
public sealed class BlockingTests
{
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
    public async Task Run_AssetsWithoutExtension_AreAskedForByNoPage()
    {
        using TemporaryFolder folder = new();
        await using PlainAssetSite site = await PlainAssetSite.StartAsync();
        JobRun run = await JobRun.OfAsync(site.Script(items: 6), folder.Root, "CONCURRENT_PAGES=2", "RENEW_BROWSER_AFTER=2");

        Assert.Equal(6, run.Report.Done);
        Assert.All(Enumerable.Range(1, 6), item => Assert.Equal(["script"], site.AssetsOf($"{item}")));
    }

    [Theory]
    [InlineData("true", "error", "told")]
    [InlineData("silent", "nothing", "Promise.race([told, manyAnswersLater()])")]
    public async Task Run_ImageThatIsBlocked_TellsItsPageAsTheSettingSays(string block, string heard, string listen)
    {
        using TemporaryFolder folder = new();
        await using PlainAssetSite site = await PlainAssetSite.StartAsync();
        SiteScript script = site.Script(items: 1, then: async page => Assert.Equal(heard, await page.EvaluateAsync<string>($$"""
            () => {
                const image = new Image();
                const told = new Promise(end => { image.onerror = () => end('error'); image.onload = () => end('load'); });
                image.src = '/picture/new';
                const manyAnswersLater = async () => { for (let number = 0; number < 20; number++) await fetch('/item/any'); return 'nothing'; };
                return {{listen}};
            }
            """)));
        JobRun run = await JobRun.OfAsync(script, folder.Root, "CONCURRENT_PAGES=1", $"BLOCK_RESOURCES={block}");

        Assert.Equal(1, run.Report.Done);
        Assert.Equal(["script"], site.AssetsOf("1"));
        Assert.Empty(site.AssetsOf("new"));
    }

    [Fact]
    public Task Run_FrameOfAnotherSite_IsBlockedFromItsFirstRequest() => IsBlockedAsync(OpenFrameAsync);

    [Fact]
    public Task Run_WindowThatAPageOpens_IsBlockedFromItsFirstRequest() => IsBlockedAsync(OpenWindowAsync);

    [Fact]
    public async Task Run_UrlsThatAScriptBlocks_AreBlockedInFramesAndWindowsToo()
    {
        using TemporaryFolder folder = new();
        await using PlainAssetSite site = await PlainAssetSite.StartAsync();
        SiteScript script = site.Script(items: 1, then: async page => { await OpenFrameAsync(site, page); await OpenWindowAsync(site, page); }, blocked: ["*/script/*"]);
        await JobRun.OfAsync(script, folder.Root, "CONCURRENT_PAGES=1", "BLOCK_RESOURCES=false");

        Assert.All(["1", "opened", "opened-window"], item => Assert.Equal(["picture", "style"], site.AssetsOf(item)));
    }

    [Fact]
    public async Task Run_SigningInAgain_ShowsThatPageWhole()
    {
        using TemporaryFolder folder = new();
        await using PlainAssetSite site = await PlainAssetSite.StartAsync();
        int looks = 0;
        SiteScript script = site.Script(items: 1, then: page => looks++ == 0 ? throw new ItemEndedException(new ItemOutcome.SignedOut("as the test wants")) : Task.CompletedTask);
        JobRun run = await JobRun.OfAsync(script, folder.Root, "CONCURRENT_PAGES=1");

        Assert.Equal((1, 2), (run.Report.Done, looks));
        Assert.Equal(["picture", "picture", "script", "script", "style", "style"], site.AssetsOf("home")); // at the start, and again
        Assert.Equal(["script", "script"], site.AssetsOf("1"));
    }

    [Fact]
    public async Task Run_AssetsWithoutExtensionUnblocked_AreLoadedOnEveryPage()
    {
        using TemporaryFolder folder = new();
        await using PlainAssetSite site = await PlainAssetSite.StartAsync();
        await JobRun.OfAsync(site.Script(items: 3), folder.Root, "CONCURRENT_PAGES=1", "BLOCK_RESOURCES=false");

        Assert.All(["1", "2", "3"], item => Assert.Equal(["picture", "script", "style"], site.AssetsOf(item)));
    }

    /// <param name="open">Opens something from an item's page, and waits until all of it has loaded.</param>
    private static async Task IsBlockedAsync(Func<PlainAssetSite, IPage, Task> open)
    {
        using TemporaryFolder folder = new();
        await using PlainAssetSite site = await PlainAssetSite.StartAsync();
        JobRun run = await JobRun.OfAsync(site.Script(items: 2, page => open(site, page)), folder.Root, "CONCURRENT_PAGES=1");

        Assert.Equal(2, run.Report.Done);
        Assert.Equal(["script", "script"], site.AssetsOf("opened").Concat(site.AssetsOf("opened-window")));
    }

    private static Task OpenFrameAsync(PlainAssetSite site, IPage page) => page.EvaluateAsync("""
        address => new Promise(loaded => {
            const frame = document.createElement('iframe');
            frame.onload = loaded;
            frame.src = address;
            document.body.append(frame);
        })
        """, $"{site.OtherName}item/opened");

    private static async Task OpenWindowAsync(PlainAssetSite site, IPage page)
    {
        IPage window = await page.RunAndWaitForPopupAsync(() => page.EvaluateAsync("() => { window.open('/item/opened-window'); }"));
        await window.HasLoadedAsync();
        await window.CloseAsync();
    }
}
