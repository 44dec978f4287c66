using System.ComponentModel;
using Microsoft.Playwright;

namespace BrowserScraper.Browsers;

/// <summary>Starts and ends Playwright's driver, a Node process.</summary>
internal static class Driver
{
    private const string Options = "NODE_OPTIONS";

    /// <summary>In MB. V8's own choice is 16, of which it keeps up to three: 40 MB for what lives for a moment (measured, at no cost in time).</summary>
    private const string YoungHeap = "--max-semi-space-size=4";

    public static Task<IPlaywright> StartAsync()
    {
        // Another Node than the driver's own might refuse an option that it does not know.
        if (Environment.GetEnvironmentVariable("PLAYWRIGHT_NODEJS_PATH") is null && Environment.GetEnvironmentVariable(Options) is var set
            && set?.Contains("semi-space", StringComparison.Ordinal) != true)
        {
            Environment.SetEnvironmentVariable(Options, $"{set} {YoungHeap}".Trim());
        }

        return Playwright.CreateAsync();
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
