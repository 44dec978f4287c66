using Microsoft.Playwright;

namespace BrowserScraper.BrowserTests.Harness;

internal static class Loading
{
    /// <summary>
    /// Waits until a page has loaded all of it. Playwright for .NET 1.64 at times misses the end of a load that comes while
    /// WaitForLoadStateAsync begins (seen in 1 of 900 loads; issue 3364 of microsoft/playwright-dotnet tells of the same), and then waits
    /// for nothing.
    /// </summary>
    public static Task HasLoadedAsync(this IPage page) => page.WaitForFunctionAsync("() => document.readyState === 'complete'");
}
