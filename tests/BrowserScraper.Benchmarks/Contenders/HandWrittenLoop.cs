using System.Collections.Concurrent;
using BrowserScraper.Browsers;
using Microsoft.Playwright;

namespace BrowserScraper.Benchmarks.Contenders;

/// <summary>
/// What an expert writes for this one portal: one context, reused pages, blocking inside the browser, files by HttpClient
/// with the context's cookies. No retries, no deadlines, no checkpoint, no verification. Reads what the script reads.
/// </summary>
internal static class HandWrittenLoop
{
    public const string Argument = "--hand-written";

    private static readonly string[] Blocked = [.. new[] { "png", "jpg", "jpeg", "gif", "webp", "svg", "css", "woff", "woff2", "ttf" }.SelectMany(kind => new[] { $"*.{kind}", $"*.{kind}?*" })];

    public static async Task RunAsync(Uri portal, int vehicles, int pages)
    {
        using IPlaywright playwright = await Playwright.CreateAsync();
        await using IBrowser browser = await playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = Environment.GetEnvironmentVariable("BROWSER_PATH") ?? BrowserFinder.Installed(headless: true).FirstOrDefault()?.Path,
            ChromiumSandbox = !Environment.IsPrivilegedProcess,
        });
        IBrowserContext context = await browser.NewContextAsync();
        IPage first = await OpenAsync(context);
        await SignInAsync(first, portal);
        long started = TimeProvider.System.GetTimestamp();
        ConcurrentQueue<string> addresses = [];
        for (int list = 1; addresses.Count < vehicles; list++)
        {
            await first.GotoAsync($"{portal}inventory?page={list}");
            await first.Locator("[data-testid=inventory][data-loaded=true]").WaitForAsync();
            foreach (string address in await first.GetByTestId("vehicle-row").EvaluateAllAsync<string[]>("rows => rows.map(row => row.querySelector('a').href)"))
            {
                addresses.Enqueue(address);
            }
        }

        using HttpClient http = new(new SocketsHttpHandler { UseCookies = false });
        string folder = Directory.CreateTempSubdirectory("hand-written-").FullName;
        await Task.WhenAll(Enumerable.Range(0, pages).Select(async _ =>
        {
            IPage page = await OpenAsync(context);
            while (addresses.TryDequeue(out string? address))
            {
                await FetchAsync(page, address, http, folder);
            }
        }));
        if (Directory.EnumerateFiles(folder).Count() != vehicles)
        {
            throw new InvalidOperationException("the loop did not fetch every vehicle");
        }

        Directory.Delete(folder, recursive: true);
        Console.WriteLine(TimeProvider.System.GetElapsedTime(started).TotalSeconds);
    }

    private static async Task<IPage> OpenAsync(IBrowserContext context)
    {
        IPage page = await context.NewPageAsync();
        ICDPSession protocol = await context.NewCDPSessionAsync(page);
        await protocol.SendAsync("Network.enable");
        await protocol.SendAsync("Network.setBlockedURLs", new() { ["urls"] = Blocked });
        return page;
    }

    private static async Task SignInAsync(IPage page, Uri portal)
    {
        await page.GotoAsync(portal.AbsoluteUri);
        await page.GetByLabel("User name").FillAsync("demo");
        await page.GetByLabel("Password").FillAsync("demo-drive-42");
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
        await page.GetByLabel("I have read and accept the license terms").CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Accept and continue" }).ClickAsync();
        await page.GetByTestId("inventory").WaitForAsync();
    }

    private static async Task FetchAsync(IPage page, string address, HttpClient http, string folder)
    {
        await page.GotoAsync(address, new() { WaitUntil = WaitUntilState.DOMContentLoaded });
        await page.GetByRole(AriaRole.Heading, new() { Level = 1 }).TextContentAsync();
        foreach (string field in new[] { "stock", "mileage", "color" })
        {
            await page.GetByTestId(field).TextContentAsync();
        }

        ILocator price = page.GetByTestId("price");
        if (await price.CountAsync() > 0)
        {
            await price.Filter(new() { HasText = "$" }).TextContentAsync();
        }

        string target = Path.Combine(folder, $"{address.Split('/')[^1]}.pdf");
        if (await page.GetByRole(AriaRole.Link, new() { Name = "Window sticker" }).CountAsync() == 0)
        {
            IDownload download = await page.RunAndWaitForDownloadAsync(() => page.GetByRole(AriaRole.Button, new() { Name = "Window sticker" }).ClickAsync());
            await download.SaveAsAsync(target);
            return;
        }

        IReadOnlyList<BrowserContextCookiesResult> cookies = await page.Context.CookiesAsync([address]);
        using HttpRequestMessage request = new(HttpMethod.Get, $"{address}/sticker.pdf");
        request.Headers.Add("Cookie", string.Join("; ", cookies.Select(cookie => $"{cookie.Name}={cookie.Value}")));
        using HttpResponseMessage answer = await http.SendAsync(request);
        await using FileStream file = File.Create(target);
        await answer.EnsureSuccessStatusCode().Content.CopyToAsync(file);
    }
}
