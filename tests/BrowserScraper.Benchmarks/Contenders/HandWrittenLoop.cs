using System.Globalization;
using System.Text.Json;
using System.Threading.Channels;
using Microsoft.Playwright;

namespace BrowserScraper.Benchmarks.Contenders;

/// <summary>
/// What an expert writes for this one portal: reused pages, blocking inside the browser, one question to the page for all
/// that it says, files by HttpClient with the context's cookies. No retries, no deadlines, no checkpoint, no verification.
/// </summary>
/// <param name="order">What it has to do.</param>
/// <param name="isBare">Whether it asks pages without a locator, which brings Playwright's own script into each new document.</param>
internal sealed class HandWrittenLoop(LoopOrder order, bool isBare) : IDisposable
{
    public const string Argument = "--hand-written";
    public const string Bare = "bare";

    private const string LoadedVehicle = "[data-testid=vehicle][data-loaded=true]";

    private const string ReadVehicle = """
        article => {
          const text = name => article.querySelector(`[data-testid=${name}]`)?.textContent.trim() ?? null;
          return JSON.stringify({
            key: article.dataset.vin,
            title: article.querySelector('h1').textContent.trim(),
            stock: text('stock'),
            mileage: text('mileage'),
            color: text('color'),
            price: text('price')?.replace(/[^0-9.]/g, '') ?? null,
            sticker: [...article.querySelectorAll('a')].find(link => link.textContent.trim() === 'Window sticker')?.href ?? null,
          });
        }
        """;

    private const string AwaitVehicle = $$"""
        new Promise(resolve => {
          const look = () => document.querySelector('{{LoadedVehicle}}');
          if (look()) { resolve(look()); return; }
          new MutationObserver((_, watch) => { if (look()) { watch.disconnect(); resolve(look()); } })
            .observe(document, { subtree: true, childList: true, attributes: true });
        })
        """;

    private static readonly string[] Endings = ["png", "jpg", "jpeg", "gif", "webp", "svg", "css", "woff", "woff2", "ttf"];

    private static readonly string[] Blocked = [.. Endings.SelectMany(ending => new[] { $"*.{ending}", $"*.{ending}?*" })];

    private static readonly JsonSerializerOptions CamelCase = new(JsonSerializerDefaults.Web);

    private readonly Channel<string> addresses = Channel.CreateUnbounded<string>();
    private readonly HttpClient http = new(new SocketsHttpHandler { UseCookies = false });
    private readonly StreamWriter records = new(Path.Combine(order.Folder, "records.jsonl"));
    private string cookie = "";

    private sealed record Vehicle(string Key, string Title, string Stock, string Mileage, string Color, string? Price, string? Sticker);

    public async Task RunAsync()
    {
        using IPlaywright playwright = await Playwright.CreateAsync();
        await using IBrowser browser = await playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = order.Browser,
            ChromiumSandbox = order.Sandbox,
            Args = order.Flags,
        });
        IBrowserContext first = await browser.NewContextAsync();
        IPage lister = await OpenAsync(first);
        await SignInAsync(lister);
        double signedIn = Now();
        cookie = string.Join("; ", (await first.CookiesAsync([order.Address])).Select(each => $"{each.Name}={each.Value}"));
        IBrowserContext[] contexts = [first, .. await FurtherAsync(browser, first)];
        await Task.WhenAll(
            [ListAsync(lister), .. Enumerable.Range(0, order.Pages).Select(number => WorkAsync(contexts[number % contexts.Length]))]);
        double ended = Now();
        await records.DisposeAsync();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $$"""{"signedIn":{{signedIn}},"ended":{{ended}}}"""));
    }

    public void Dispose()
    {
        http.Dispose();
        records.Dispose();
    }

    private static double Now() => (TimeProvider.System.GetUtcNow() - DateTimeOffset.UnixEpoch).TotalMilliseconds;

    private async Task<IBrowserContext[]> FurtherAsync(IBrowser browser, IBrowserContext first)
    {
        string? state = order.Contexts > 1 ? await first.StorageStateAsync() : null;
        return await Task.WhenAll(
            Enumerable.Range(1, order.Contexts - 1).Select(_ => browser.NewContextAsync(new() { StorageState = state })));
    }

    private static async Task<IPage> OpenAsync(IBrowserContext context)
    {
        IPage page = await context.NewPageAsync();
        ICDPSession protocol = await context.NewCDPSessionAsync(page);
        await protocol.SendAsync("Network.enable", new() { ["maxTotalBufferSize"] = 0, ["maxResourceBufferSize"] = 0 }); // keeps no bodies
        await protocol.SendAsync("Network.setBlockedURLs", new() { ["urls"] = Blocked });
        return page;
    }

    private async Task SignInAsync(IPage page)
    {
        await page.GotoAsync(order.Address);
        await page.GetByLabel("User name").FillAsync(order.Username);
        await page.GetByLabel("Password").FillAsync(order.Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
        await page.GetByLabel("I have read and accept the license terms").CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Accept and continue" }).ClickAsync();
        await page.GetByTestId("inventory").WaitForAsync();
    }

    /// <summary>Vehicles are worked on while the list is still being read.</summary>
    private async Task ListAsync(IPage page)
    {
        for (int number = 1, found = 0; found < order.Vehicles; number++)
        {
            await page.GotoAsync($"{order.Address}inventory?page={number}", new() { WaitUntil = WaitUntilState.Commit });
            await page.Locator("[data-testid=inventory][data-loaded=true]").WaitForAsync();
            foreach (string address in await page.GetByTestId("vehicle-row")
                .EvaluateAllAsync<string[]>("rows => rows.map(row => row.querySelector('a').href)"))
            {
                addresses.Writer.TryWrite(address);
                found++;
            }
        }

        addresses.Writer.Complete();
    }

    private async Task WorkAsync(IBrowserContext context)
    {
        IPage page = await OpenAsync(context);
        await foreach (string address in addresses.Reader.ReadAllAsync())
        {
            await FetchAsync(page, address);
        }
    }

    private async Task FetchAsync(IPage page, string address)
    {
        await page.GotoAsync(address, new() { WaitUntil = WaitUntilState.Commit });
        string said = isBare
            ? await page.EvaluateAsync<string>($"async () => ({ReadVehicle})(await {AwaitVehicle})")
            : await page.Locator(LoadedVehicle).EvaluateAsync<string>(ReadVehicle);
        Vehicle vehicle = JsonSerializer.Deserialize<Vehicle>(said, CamelCase)!;
        Keep(vehicle);
        string target = Path.Combine(order.Folder, "files", $"{vehicle.Key}.pdf");
        if (vehicle.Sticker is null)
        {
            IDownload download = await page.RunAndWaitForDownloadAsync(
                () => page.GetByRole(AriaRole.Button, new() { Name = "Window sticker" }).ClickAsync(),
                new() { Timeout = 120_000 }); // it may stand behind many requests for the same six connections
            await download.SaveAsAsync(target);
            return;
        }

        using HttpRequestMessage request = new(HttpMethod.Get, vehicle.Sticker);
        request.Headers.Add("Cookie", cookie);
        using HttpResponseMessage answer = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        await using FileStream file = File.Create(target);
        await answer.EnsureSuccessStatusCode().Content.CopyToAsync(file);
    }

    private void Keep(Vehicle vehicle)
    {
        decimal? price = vehicle.Price is { } text ? decimal.Parse(text, CultureInfo.InvariantCulture) : null;
        string line = JsonSerializer.Serialize(
            new { vehicle.Key, vehicle.Title, vehicle.Stock, vehicle.Mileage, vehicle.Color, Price = price }, CamelCase);
        lock (records)
        {
            records.WriteLine(line);
        }
    }
}
