using System.Text.RegularExpressions;
using BrowserScraper.BrowserTests.Harness;
using BrowserScraper.DemoSites.Media;
using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace BrowserScraper.BrowserTests;

/// <summary>The page of the service, as a person meets it: by what it says, with a mouse, by keyboard, on a phone.</summary>
public sealed class DashboardTests : IAsyncLifetime
{
    private const string Search = "#/jobs/media-search~nature-landscape";

    private static readonly string[] Rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"];

    private readonly CliFolder folder = new();
    private ReportBrowser browser = null!;

    public async ValueTask InitializeAsync() => browser = await ReportBrowser.StartAsync();

    public async ValueTask DisposeAsync()
    {
        await browser.DisposeAsync();
        folder.Dispose();
    }

    [Fact]
    public async Task Dashboard_UsedForTheFirstTime_StartsWatchesAndStopsASearchAndHasItsFiles()
    {
        await using MediaPortal portal = await SlowAsync();
        using DashboardService service = await DashboardService.StartAsync(portal, folder);
        IPage page = await browser.OpenAsync(service.Address.AbsoluteUri);
        List<IWebSocket> pictures = [];
        page.WebSocket += (_, socket) => pictures.Add(socket);

        await page.GetByRole(AriaRole.Link, new() { Name = "Start a job" }).First.ClickAsync();
        await page.GetByLabel("Script").SelectOptionAsync("media-search");
        await page.GetByLabel("What to look for").FillAsync("nature landscape");
        await page.GetByLabel("Pages", new() { Exact = true }).FillAsync("2");
        await page.GetByRole(AriaRole.Button, new() { Name = "Start the job" }).ClickAsync();

        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("media-search: nature landscape");
        await page.GetByRole(AriaRole.Button, new() { Name = "Watch page 1" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Img, new() { Name = "What page 1 shows now" })).ToBeVisibleAsync();
        await Expect(page.GetByRole(AriaRole.Region, new() { Name = "What happened last" })).ToContainTextAsync("nature_00");
        await page.GetByRole(AriaRole.Button, new() { Name = "Stop watching page 1" }).ClickAsync();
        await Until.TrueAsync(
            () => pictures.Single(socket => socket.Url.EndsWith("/live", StringComparison.Ordinal)).IsClosed,
            "nobody watches the page any more");

        await page.GetByRole(AriaRole.Button, new() { Name = "Cancel", Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Cancel the job" }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "See the files" }).ClickAsync();

        ILocator files = page.GetByRole(AriaRole.Region, new() { Name = "Files" }).GetByRole(AriaRole.Link);
        await Expect(files.First).ToBeVisibleAsync();
        string root = Path.Combine(folder.Data, "media-search", "nature-landscape", "files");
        Assert.All(await files.AllInnerTextsAsync(),
            name => Assert.True(File.Exists(Path.Combine(root, name.Trim().Split('\n')[^1])), name));
        IAPIResponse first = await page.APIRequest.GetAsync(
            new Uri(service.Address, await files.First.GetAttributeAsync("href")).AbsoluteUri);
        Assert.True(first.Ok);
        Assert.Contains(
            Convert.ToHexString(await first.BodyAsync()), Directory.EnumerateFiles(root, "*", SearchOption.AllDirectories)
            .Select(path => Convert.ToHexString(File.ReadAllBytes(path))));
        Assert.Empty(browser.Complaints);
        Assert.All(browser.Requested,
            address => Assert.StartsWith(service.Address.AbsoluteUri, address.Replace("blob:", ""), StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(ColorScheme.Light)]
    [InlineData(ColorScheme.Dark)]
    public async Task Dashboard_InEitherScheme_HasNoBarrier(ColorScheme scheme)
    {
        await using MediaPortal portal = await SlowAsync();
        using DashboardService service = await DashboardService.StartAsync(portal, folder);
        await service.OrderAsync("media-search", "QUERY=nature landscape", "SOURCES=gallery,broken", "MAX_RETRIES=0");
        IPage page = await browser.OpenAsync($"{service.Address}{Search}/failures", new() { ColorScheme = scheme, BypassCSP = true });
        await page.GetByRole(AriaRole.Group).GetByText("1 item").ClickAsync();
        await Expect(page.GetByRole(AriaRole.Img, new() { Name = "Screenshot of broken" }).First).ToBeVisibleAsync();
        List<string> barriers = [];

        foreach (string view in (string[])[$"{Search}/failures", Search, $"{Search}/items", "#/", "#/start?script=media-search"])
        {
            await GoAsync(page, view);
            AxeResult result = await page.RunAxe(
                new AxeRunOptions { RunOnly = new() { Type = "tag", Values = [.. Rules] }, ResultTypes = [ResultType.Violations] });
            Assert.NotEmpty(result.Passes);
            barriers.AddRange(
                result.Violations.SelectMany(
                    violation => violation.Nodes.Select(node => $"{view}: {violation.Id} ({violation.Impact}): {node.Html}")));
        }

        Assert.Empty(barriers);
    }

    [Fact]
    public async Task Dashboard_ByKeyboardAlone_StartsAndPausesAndKeepsTheFocus()
    {
        await using MediaPortal portal = await SlowAsync();
        using DashboardService service = await DashboardService.StartAsync(portal, folder);
        IPage page = await browser.OpenAsync(service.Address.AbsoluteUri);

        await PressAsync(page, "Start a job");
        await Expect(page.GetByLabel("Script")).ToContainTextAsync("media-search");
        await TabToAsync(page, "Script");
        await page.Keyboard.TypeAsync("media");
        await TabToAsync(page, "What to look for");
        await page.Keyboard.TypeAsync("nature landscape");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.GetByText("Running", new() { Exact = true })).ToBeVisibleAsync();
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Pause" })).ToBeVisibleAsync(); // it has begun
        await PressAsync(page, "Pause");

        ILocator focused = page.Locator("button:focus");
        await Expect(focused).ToHaveTextAsync("Resume");
        await Expect(page.GetByText("Paused", new() { Exact = true })).ToBeVisibleAsync();
        await Expect(focused).ToHaveTextAsync("Resume");
        Assert.Equal("2px", await focused.EvaluateAsync<string>("each => getComputedStyle(each).outlineWidth"));
    }

    [Fact]
    public async Task Dashboard_OnAPhone_NeedsNoSidewaysScrolling()
    {
        await using MediaPortal portal = await SlowAsync();
        using DashboardService service = await DashboardService.StartAsync(portal, folder);
        await service.OrderAsync(
            "media-search", "QUERY=a landscape with a name that is longer than what a phone can show in one line", "CONCURRENT_PAGES=2");
        IPage page = await browser.OpenAsync(service.Address.AbsoluteUri, new() { ViewportSize = new() { Width = 360, Height = 740 } });
        await page.GetByRole(AriaRole.Button, new() { Name = "Watch page 1" }).ClickAsync();
        string job = (await page.GetByRole(AriaRole.Link, new() { Name = "media-search: a landscape" }).First.GetAttributeAsync("href"))!;

        foreach (string view in (string[])["#/", job, $"{job}/items", $"{job}/files", $"{job}/runs", "#/start?script=media-search",
            "#/sources", "#/settings"])
        {
            await GoAsync(page, view);
            Assert.True(await page.EvaluateAsync<int>("() => document.documentElement.scrollWidth") <= 360, view);
        }
    }

    [Fact]
    public async Task Dashboard_WhoseServiceDiesAndComesBack_ShowsItAndRecoversByItself()
    {
        await using MediaPortal portal = await SlowAsync();
        using DashboardService service = await DashboardService.StartAsync(portal, folder);
        await service.OrderAsync("media-search", "QUERY=nature landscape", "CONCURRENT_PAGES=1");
        IPage page = await browser.OpenAsync(service.Address.AbsoluteUri + Search);
        await Expect(page.GetByText("Live", new() { Exact = true })).ToBeVisibleAsync();

        await service.KillAsync();
        await Expect(page.GetByText("Reconnecting")).ToBeVisibleAsync();
        using DashboardService again = await DashboardService.StartAsync(portal, folder, service.Address.Port);

        await Expect(page.GetByText("Live", new() { Exact = true })).ToBeVisibleAsync();
        await Expect(page.GetByText("Connected again.")).ToBeVisibleAsync();
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Watch page 1" })).ToBeVisibleAsync();
    }

    [Fact]
    public async Task StartForm_WithWrongValues_TellsEachAtItsField()
    {
        await using MediaPortal portal = await SlowAsync();
        using DashboardService service = await DashboardService.StartAsync(portal, folder);
        IPage page = await browser.OpenAsync($"{service.Address}#/start?script=media-search");

        ILocator pages = page.GetByLabel("Pages", new() { Exact = true });
        await pages.FillAsync("99");
        await page.GetByText("More settings").ClickAsync();
        await page.GetByLabel("Time for one item").FillAsync("soon");
        await page.GetByRole(AriaRole.Button, new() { Name = "Start the job" }).ClickAsync();

        await Expect(page.GetByRole(AriaRole.Alert)).ToHaveTextAsync("3 fields need another value.");
        await Expect(page.GetByLabel("What to look for")).ToBeFocusedAsync();
        await Expect(pages).ToHaveAccessibleDescriptionAsync(new Regex("^CONCURRENT_PAGES=99 .*must be a whole number from 1 to 64"));
        await Expect(page.GetByLabel("Time for one item")).ToHaveAccessibleDescriptionAsync(new Regex("^ITEM_TIMEOUT=soon"));
    }

    [Fact]
    public async Task Dashboard_OfAJobNamedWithMarkup_ShowsItAsText()
    {
        await using MediaPortal portal = await SlowAsync();
        using DashboardService service = await DashboardService.StartAsync(portal, folder);
        await service.OrderAsync("media-search", "QUERY=<img src=x onerror=alert(1)>", "SOURCES=gallery");
        IPage page = await browser.OpenAsync(service.Address.AbsoluteUri);

        await page.GetByRole(AriaRole.Link, new() { Name = "media-search: <img" }).First.ClickAsync();

        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("media-search: <img src=x onerror=alert(1)>");
        Assert.Equal(0, await page.Locator("img[src=x]").CountAsync());
    }

    [Fact]
    public async Task Dashboard_OfAServiceWithAToken_LetsNobodyInWithoutIt()
    {
        await File.WriteAllTextAsync(folder[".env"], "SERVER_TOKEN=quiet-harbour-lantern\n", TestContext.Current.CancellationToken);
        await using MediaPortal portal = await SlowAsync();
        using DashboardService service = await DashboardService.StartAsync(portal, folder);
        IPage page = await browser.OpenAsync(service.Address.AbsoluteUri);

        ILocator token = page.GetByLabel("Access token");
        await token.FillAsync("loud-harbour-lantern");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("SERVER_TOKEN");
        await token.FillAsync("quiet-harbour-lantern");
        await page.Keyboard.PressAsync("Enter");

        await Expect(page.GetByText("Live", new() { Exact = true })).ToBeVisibleAsync();
    }

    private static Task<MediaPortal> SlowAsync() =>
        MediaPortal.StartAsync(new() { Results = 200, Latency = TimeSpan.FromMilliseconds(150) }, TestContext.Current.CancellationToken);

    private static async Task GoAsync(IPage page, string view)
    {
        await page.EvaluateAsync("view => location.hash = view", view);
        await page.WaitForLoadStateAsync(LoadState.NetworkIdle);
        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToBeVisibleAsync();
    }

    private static async Task PressAsync(IPage page, string name)
    {
        await TabToAsync(page, name);
        await page.Keyboard.PressAsync("Enter");
    }

    /// <summary>Tab by Tab, as somebody without a mouse.</summary>
    private static async Task TabToAsync(IPage page, string name)
    {
        List<string> passed = [];
        do
        {
            await page.Keyboard.PressAsync("Tab");
            passed.Add(await page.EvaluateAsync<string>(
                "() => (document.activeElement.labels?.[0] ?? document.activeElement).textContent.trim()"));
            Assert.True(passed.Count < 40, $"no Tab reaches {name}, but: {string.Join(", ", passed)}");
        }
        while (passed[^1] != name);
    }
}
