using System.ComponentModel;
using Microsoft.Playwright;

namespace BrowserScraper.Browsers;

/// <summary>A driver that is started ahead, beside what a run does before it needs one. Disposed, it ends where nobody has taken it.</summary>
internal sealed class DriverStart : IAsyncDisposable
{
    private Task<IPlaywright>? starting = Task.Run(Playwright.CreateAsync);

    /// <summary>The driver, for the first who asks; null for everybody else.</summary>
    public Task<IPlaywright>? Take() => Interlocked.Exchange(ref starting, null);

    public async ValueTask DisposeAsync()
    {
        if (Take() is { } unused)
        {
            try
            {
                End(await unused);
            }
            catch (Exception failed) when (failed is PlaywrightException or TimeoutException or InvalidOperationException or IOException or Win32Exception)
            {
                // It did not start; a run that needs one says so.
            }
        }
    }

    /// <summary>Ends a driver, and waits for its process. One that has ended already is no error.</summary>
    public static void End(IPlaywright driver)
    {
        try
        {
            driver.Dispose();
        }
        catch (Exception gone) when (gone is InvalidOperationException or IOException or Win32Exception)
        {
            // Its process or its pipes went first.
        }
    }
}
