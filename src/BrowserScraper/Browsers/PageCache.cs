using BrowserScraper.Items;
using Microsoft.Playwright;

namespace BrowserScraper.Browsers;

/// <summary>
/// Whether a page takes what it shows from the browser's cache, where pages from before a sign-in may still lie. Disposing it lets the page
/// use the cache again.
/// </summary>
internal sealed class PageCache : IAsyncDisposable
{
    /// <summary>The page uses it, as pages do.</summary>
    public static readonly PageCache Used = new(null, TimeProvider.System);

    /// <summary>A browser that hangs answers nothing, and whoever works with it notices that by himself.</summary>
    private static readonly TimeSpan StepLimit = TimeSpan.FromSeconds(2);

    private readonly IPage? page;
    private readonly TimeProvider time;

    private PageCache(IPage? page, TimeProvider time) => (this.page, this.time) = (page, time);

    /// <summary>Has a page ask the site for everything, until this is disposed.</summary>
    public static async Task<PageCache> BypassAsync(IPage page, TimeProvider time)
    {
        await SetAsync(page, isDisabled: true, time);
        return new(page, time);
    }

    /// <summary>Empties a context's cache.</summary>
    public static async Task ClearAsync(IBrowserContext context)
    {
        if (context.Pages.FirstOrDefault(page => !page.IsClosed) is { } any)
        {
            await (await PageProtocol.OfAsync(any)).SendQuietlyAsync("Network.clearBrowserCache");
        }
    }

    public ValueTask DisposeAsync() => page is { IsClosed: false } ? new(SetAsync(page, isDisabled: false, time)) : ValueTask.CompletedTask;

    private static Task<bool> SetAsync(IPage page, bool isDisabled, TimeProvider time) =>
        SetAsync(page, isDisabled).EndsWithinAsync(StepLimit, time);

    private static async Task SetAsync(IPage page, bool isDisabled) =>
        await (await PageProtocol.OfAsync(page)).SendQuietlyAsync("Network.setCacheDisabled", new() { ["cacheDisabled"] = isDisabled });
}
