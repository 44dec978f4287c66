using BrowserScraper.Browsers;
using Microsoft.Playwright;

namespace BrowserScraper.Pages;

/// <summary>Whether a page takes what it shows from the browser's cache. Disposing it lets the page use the cache again.</summary>
internal sealed class Cache : IAsyncDisposable
{
    /// <summary>The page uses it, as pages do.</summary>
    public static readonly Cache Used = new(null);

    private readonly IPage? page;

    private Cache(IPage? page) => this.page = page;

    /// <summary>Has a page ask the site for everything, until this is disposed.</summary>
    public static async Task<Cache> BypassAsync(IPage page)
    {
        await SetAsync(page, isDisabled: true);
        return new(page);
    }

    public ValueTask DisposeAsync() => page is { IsClosed: false } ? new(SetAsync(page, isDisabled: false)) : ValueTask.CompletedTask;

    private static async Task SetAsync(IPage page, bool isDisabled) =>
        await (await PageProtocol.OfAsync(page)).SendQuietlyAsync("Network.setCacheDisabled", new() { ["cacheDisabled"] = isDisabled });
}
