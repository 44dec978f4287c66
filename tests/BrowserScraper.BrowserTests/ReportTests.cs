using BrowserScraper.BrowserTests.Harness;
using BrowserScraper.DemoSites.Dealer;
using BrowserScraper.Testing;
using BrowserScraper.Testing.Reports;
using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace BrowserScraper.BrowserTests;

/// <summary>report.html as a person opens it: from disk, in a browser.</summary>
public sealed class ReportTests : IAsyncLifetime
{
    private static readonly string[] Grave = ["serious", "critical"];

    private readonly TemporaryFolder folder = new();
    private ReportBrowser browser = null!;

    public async ValueTask InitializeAsync() => browser = await ReportBrowser.StartAsync();

    public async ValueTask DisposeAsync()
    {
        await browser.DisposeAsync();
        folder.Dispose();
    }

    [Fact]
    public async Task Report_OfARunWithFaults_ShowsEveryFailureAndLoadsNothing()
    {
        await using DealerPortal portal = await Portals.StartAsync(6, "error500=#2!", "truncated-pdf=#4!,#5!");
        JobRun run = await JobRun.OfAsync(portal, folder.Root, "CONCURRENT_PAGES=2", "MAX_RETRIES=1", "BACKOFF_FACTOR=1");
        IPage page = await browser.OpenAsync(Path.Combine(new JobData(folder.Root).Root, "runs", run.Report.Run, "report.html"));

        Assert.Equal(3, run.Report.Failures.Count);
        Assert.Equal(run.Report.Failures.Select(failure => failure.Key).Order(), await KeysAsync(page));
        Assert.StartsWith(
            "2 items: ", await page.GetByRole(AriaRole.Heading, new() { Level = 3 }).First.InnerTextAsync(), StringComparison.Ordinal);
        Assert.Equal(2, await page.GetByRole(AriaRole.Img, new() { NameRegex = new("^Page [12]: [0-9]+ done") }).CountAsync());
        Assert.All(browser.Requested, address => Assert.Matches("^(file|data):", address));
        Assert.Empty(browser.Complaints);
    }

    [Theory]
    [InlineData(ColorScheme.Light)]
    [InlineData(ColorScheme.Dark)]
    public async Task Report_WithEverythingInIt_HasNoGraveBarrier(ColorScheme scheme)
    {
        InventedRun.Write(folder.Root, items: 120, failed: 30, await browser.PictureAsync());
        IPage page = await browser.OpenAsync(folder["report.html"], new() { ColorScheme = scheme, BypassCSP = true });
        await page.EvaluateAsync("() => document.querySelectorAll('details').forEach(each => each.open = true)");

        AxeResult result = await page.RunAxe();

        Assert.NotEmpty(result.Passes);
        Assert.Empty(result.Violations.Where(violation => Grave.Contains(violation.Impact))
            .SelectMany(violation => violation.Nodes.Select(node => $"{violation.Id} ({violation.Impact}): {node.Html}")));
    }

    [Fact]
    public async Task Report_WithoutScript_ShowsAndOpensTheSame()
    {
        IReadOnlyList<string> failed = InventedRun.Write(folder.Root, items: 300, failed: 130, await browser.PictureAsync());
        IPage page = await browser.OpenAsync(folder["report.html"], new() { JavaScriptEnabled = false });
        ILocator group = page.Locator("details.cause").First;
        ILocator item = group.GetByRole(AriaRole.Table);

        Assert.Equal(failed.Order(), await KeysAsync(page));
        Assert.False(await item.IsVisibleAsync());
        await group.Locator("summary").ClickAsync();
        await Assertions.Expect(item).ToBeVisibleAsync();
        Assert.True(await page.GetByRole(AriaRole.Img, new() { NameRegex = new("^Screenshot of ") }).CountAsync() > 3);
    }

    [Fact]
    public async Task Report_OnPaper_HoldsWhatIsFoldedOnScreen()
    {
        InventedRun.Write(folder.Root, items: 300, failed: 130, await browser.PictureAsync());
        IPage page = await browser.OpenAsync(folder["report.html"]);
        ILocator item = page.Locator("details.cause").First.Locator("tbody th").First;
        Assert.Equal(0, await HeightAsync(item));

        await page.EmulateMediaAsync(new() { Media = Media.Print });

        Assert.True(await HeightAsync(item) > 5);
    }

    [Fact]
    public async Task Report_OnANarrowScreen_NeedsNoSidewaysScrolling()
    {
        InventedRun.Write(folder.Root, items: 120, failed: 30, await browser.PictureAsync());
        IPage page = await browser.OpenAsync(folder["report.html"], new() { ViewportSize = new() { Width = 360, Height = 740 } });

        Assert.Equal(360, await page.EvaluateAsync<int>("() => document.documentElement.scrollWidth"));
    }

    private static async Task<IEnumerable<string>> KeysAsync(IPage page) =>
        (await page.Locator("#failures tbody th code").AllTextContentsAsync()).Order();

    private static async Task<float> HeightAsync(ILocator locator) => (await locator.BoundingBoxAsync())?.Height ?? 0;
}
