using System.Collections.Concurrent;
using BrowserScraper.Browsers;
using Microsoft.Playwright;

namespace BrowserScraper.BrowserTests.Harness;

/// <summary>A browser in which reports are opened from disk, and what they asked for.</summary>
internal sealed class ReportBrowser : IAsyncDisposable
{
    private readonly IPlaywright playwright;
    private readonly IBrowser browser;
    private readonly ConcurrentQueue<string> requested = new();
    private readonly ConcurrentQueue<string> complaints = new();

    private ReportBrowser(IPlaywright playwright, IBrowser browser) => (this.playwright, this.browser) = (playwright, browser);

    public IReadOnlyCollection<string> Requested => requested;

    /// <summary>What stands in the browser's console.</summary>
    public IReadOnlyCollection<string> Complaints => complaints;

    public static async Task<ReportBrowser> StartAsync()
    {
        IPlaywright driver = await Playwright.CreateAsync();
        return new(driver, await driver.Chromium.LaunchAsync(new()
        {
            ExecutablePath = Environment.GetEnvironmentVariable("BROWSER_PATH")
                ?? BrowserFinder.Installed(headless: true).FirstOrDefault()?.Path,
            ChromiumSandbox = !Environment.IsPrivilegedProcess,
        }));
    }

    public async Task<IPage> OpenAsync(string path, BrowserNewContextOptions? options = null)
    {
        IBrowserContext context = await browser.NewContextAsync(options);
        IPage page = await context.NewPageAsync();
        page.Request += (_, request) => requested.Enqueue(request.Url);
        page.Console += (_, message) => complaints.Enqueue(message.Text);
        await page.GotoAsync(new Uri(path).AbsoluteUri);
        return page;
    }

    /// <summary>A small screenshot.</summary>
    public async Task<byte[]> PictureAsync()
    {
        IPage page = await browser.NewPageAsync(new() { ViewportSize = new() { Width = 640, Height = 400 } });
        await page.SetContentAsync("<h1>503</h1><p>This page is not available now.</p>");
        return await page.ScreenshotAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await browser.DisposeAsync();
        playwright.Dispose();
    }
}
