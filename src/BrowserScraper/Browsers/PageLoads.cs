using System.Runtime.CompilerServices;
using Microsoft.Playwright;

namespace BrowserScraper.Browsers;

/// <summary>When a page may be sent to an address: at once, unless somebody has a say in it. Members may be called concurrently.</summary>
internal static class PageLoads
{
    private static readonly ConditionalWeakTable<IPage, Func<Uri, Task<Action>>> Gates = [];

    /// <param name="page">The page.</param>
    /// <param name="enter">Waits until it may load an address; what it returns is called when the page has come to a document, or to
    /// none.</param>
    public static void Gate(IPage page, Func<Uri, Task<Action>> enter) => Gates.AddOrUpdate(page, enter);

    /// <summary>Waits until a page may load an address.</summary>
    /// <returns>To be called when it has come to a document, or to none.</returns>
    /// <exception cref="PlaywrightException">The page was closed meanwhile.</exception>
    public static Task<Action> EnterAsync(IPage page, Uri address) =>
        Gates.TryGetValue(page, out Func<Uri, Task<Action>>? enter) ? enter(address) : Task.FromResult<Action>(() => { });
}
