using Microsoft.Playwright;

namespace BrowserScraper.Browsers;

/// <summary>How calls to a browser fail that hangs, or that goes away meanwhile.</summary>
internal static class BrowserLoss
{
    /// <summary>Where a driver is killed within a call, Playwright throws what its own parts throw that are gone.</summary>
    public static bool MayBe(Exception exception) => exception is PlaywrightException or TimeoutException or ObjectDisposedException;
}
