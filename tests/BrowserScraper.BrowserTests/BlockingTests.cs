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
    [InlineData("true")]
    [InlineData("strict")]
    public async Task Run_ImagesThatAreBlocked_TellTheirPagesThatTheyFailed(string block)
    {
        using TemporaryFolder folder = new();
        await using PlainAssetSite site = await PlainAssetSite.StartAsync();
        SiteScript script = site.Script(items: 1, then: async page =>
        {
            await OpenFrameAsync(site, page);
            foreach (IFrame frame in page.Frames)
            {
                Assert.Equal("error", await frame.EvaluateAsync<string>("""
                    () => new Promise(end => {
                        const image = new Image();
                        image.onerror = () => end('error');
                        image.onload = () => end('load');
                        image.src = '/picture/new';
                    })
                    """));
            }
        });
        JobRun run = await JobRun.OfAsync(
            script, folder.Root, "CONCURRENT_PAGES=1", "ITEM_TIMEOUT=30", "MAX_RETRIES=0", $"BLOCK_RESOURCES={block}");

        Assert.Equal(1, run.Report.Done);
        Assert.Equal(["script", "script"], site.AssetsOf("1").Concat(site.AssetsOf("opened")));
        Assert.Empty(site.AssetsOf("new"));
    }

    [Fact]
    public async Task Run_PageThatLooksForSignsOfBlocking_SeesAStandardDocumentWithItsInlineStyles()
    {
        using TemporaryFolder folder = new();
        await using PlainAssetSite site = await PlainAssetSite.StartAsync();
        SiteScript script = site.Script(
            items: 1, then: async page => Assert.Equal("CSS1Compat html 0 violations, teal", await page.EvaluateAsync<string>("""
            async () => {
                let violations = 0;
                addEventListener('securitypolicyviolation', () => violations++, true);
                const image = new Image();
                const failed = new Promise(end => { image.onerror = end; });
                image.src = '/picture/new';
                document.body.append(image);
                await failed;
                for (let number = 0; number < 5; number++) {
                    await fetch('/item/any');
                }
                document.body.insertAdjacentHTML('beforeend', '<style>p { color: teal }</style><p>Text</p>');
                const color = getComputedStyle(document.querySelector('p')).color;
                const shown = color === 'rgb(0, 128, 128)' ? 'teal' : color;
                const roots = [...document.children].map(child => child.localName);
                return `${document.compatMode} ${roots} ${violations} violations, ${shown}`;
            }
            """)));
        JobRun run = await JobRun.OfAsync(script, folder.Root, "CONCURRENT_PAGES=1", "MAX_RETRIES=0");

        Assert.Equal(1, run.Report.Done);
    }

    [Fact]
    public async Task Run_ItemFails_ItsLinesDoNotSpeakOfWhatWasBlocked()
    {
        using TemporaryFolder folder = new();
        await using PlainAssetSite site = await PlainAssetSite.StartAsync();
        SiteScript script = site.Script(items: 1, then: async page =>
        {
            await OpenFrameAsync(site, page);
            throw new ItemEndedException(new ItemOutcome.Failed("as the test wants"));
        });
        await JobRun.OfAsync(script, folder.Root, "CONCURRENT_PAGES=1", "MAX_RETRIES=0");

        string log = Directory.EnumerateFiles(folder.Root, "attempt-1.log", SearchOption.AllDirectories).Single();
        string lines = await File.ReadAllTextAsync(log, TestContext.Current.CancellationToken);
        Assert.Contains("200 GET", lines, StringComparison.Ordinal);
        Assert.DoesNotContain("console", lines, StringComparison.Ordinal);
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
        SiteScript script =
            site.Script(items: 1, then: async page => { await OpenFrameAsync(site, page); await OpenWindowAsync(site, page); },
            blocked: ["*/script/*"]);
        await JobRun.OfAsync(script, folder.Root, "CONCURRENT_PAGES=1", "BLOCK_RESOURCES=false");

        Assert.All(["1", "opened", "opened-window"], item => Assert.Equal(["picture", "style"], site.AssetsOf(item)));
    }

    [Fact]
    public async Task Run_SigningInAgain_ShowsThatPageWhole()
    {
        using TemporaryFolder folder = new();
        await using PlainAssetSite site = await PlainAssetSite.StartAsync();
        int looks = 0;
        SiteScript script =
            site.Script(items: 1, then: page => looks++ == 0
            ? throw new ItemEndedException(new ItemOutcome.SignedOut("as the test wants")) : Task.CompletedTask);
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
