using BrowserScraper.Items;
using BrowserScraper.Progress;
using BrowserScraper.Settings;
using Microsoft.Playwright;

namespace BrowserScraper.Browsers;

/// <summary>
/// Replaces browser and driver after so many items or above so much memory: what a driver has seen stays in its memory for long, and a
/// context that lives long grows as well (measured over 3,000 vehicles: the driver from 131 to 157 MB in the first 700 and then no more,
/// the browser from 47 to 56). A renewal stops all pages for about 2 s. Where a page could not be ended, it replaces what holds that page.
/// </summary>
internal sealed class BrowserRenewal(
    BrowserHost browsers, RunSettings settings, Func<long?> memory, RunEventStream events, TimeProvider time)
{
    /// <summary>Where memory stays high whatever is renewed, renewing at every item would bring the work to a halt.</summary>
    private const int FewestItems = 100;

    private int items;
    private int isRenewing;
    private volatile string? stuck;

    /// <summary>Discovery keeps its page for long; nothing is renewed meanwhile.</summary>
    public bool IsHeld { get; set; }

    /// <summary>Takes part in the browser's use for one item. Dispose what it returns.</summary>
    public Task<IDisposable> BeginItemAsync(CancellationToken stopping)
    {
        Interlocked.Increment(ref items);
        return browsers.Use.BeginAsync(stopping);
    }

    /// <summary>The same for anything that is no item, such as signing in.</summary>
    public Task<IDisposable> BeginAsync(CancellationToken stopping) => browsers.Use.BeginAsync(stopping);

    /// <summary>
    /// A page could not be ended. A browser that answers nothing is killed at once; else the context goes when all pages have come to their
    /// item's end.
    /// </summary>
    public async Task OnStuckPageAsync(IBrowser? browser, string why, CancellationToken stopping)
    {
        if (await browsers.KillUnlessAnsweringAsync(browser, why, stopping))
        {
            stuck = why;
        }
    }

    /// <summary>Renews where it is time; everyone else goes on when it is done. Not to be called while using the browser.</summary>
    public async Task RenewIfDueAsync(CancellationToken stopping)
    {
        if (IsHeld || (stuck is null && Reason() is null) || Interlocked.Exchange(ref isRenewing, 1) != 0)
        {
            return;
        }

        try
        {
            await RenewAsync(stopping);
        }
        finally
        {
            Interlocked.Exchange(ref isRenewing, 0);
        }
    }

    private async Task RenewAsync(CancellationToken stopping)
    {
        long started = time.GetTimestamp();
        if (Reason() is { } why)
        {
            await browsers.RestartAsync(why, stopping);
            Interlocked.Exchange(ref items, 0);
            events.Publish(new RunEvent.BrowserRenewed(why, time.GetElapsedTime(started)));
        }
        else if (stuck is { } page)
        {
            await browsers.RenewContextsAsync(page, stopping);
        }

        stuck = null;
    }

    private string? Reason()
    {
        int since = Volatile.Read(ref items);
        if (settings.RenewBrowserAfter > 0 && since >= settings.RenewBrowserAfter)
        {
            return $"after {Counted.Of(since, "item")}";
        }

        return since >= FewestItems && memory() is { } used && used > settings.RenewBrowserAboveBytes
            ? $"memory is at {used / 1_048_576} MB"
            : null;
    }
}
