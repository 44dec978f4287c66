using Microsoft.Playwright;

namespace BrowserScraper.Browsers;

/// <summary>
/// Whether a page takes what it shows from the browser's cache, where pages from before a sign-in may still lie. Disposing it lets the page use the cache
/// again.
/// </summary>
internal sealed class PageCache : IAsyncDisposable
{
    /// <summary>The page uses it, as pages do.</summary>
    public static readonly PageCache Used = new(null);

    private readonly IPage? page;

    private PageCache(IPage? page) => this.page = page;

    /// <summary>Has a page ask the site for everything, until this is disposed.</summary>
    public static async Task<PageCache> BypassAsync(IPage page)
    {
        await SetAsync(page, isDisabled: true);
        return new(page);
    }

    /// <summary>Empties a context's cache.</summary>
    public static async Task ClearAsync(IBrowserContext context)
    {
        if (context.Pages.FirstOrDefault(page => !page.IsClosed) is { } any)
        {
            await (await PageProtocol.OfAsync(any)).SendQuietlyAsync("Network.clearBrowserCache");
        }
    }

    public ValueTask DisposeAsync() => page is { IsClosed: false } ? new(SetAsync(page, isDisabled: false)) : ValueTask.CompletedTask;

    private static async Task SetAsync(IPage page, bool isDisabled) =>
        await (await PageProtocol.OfAsync(page)).SendQuietlyAsync("Network.setCacheDisabled", new() { ["cacheDisabled"] = isDisabled });
}
