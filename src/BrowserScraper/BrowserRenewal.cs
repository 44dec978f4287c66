using BrowserScraper.Browsers;
using BrowserScraper.Progress;
using BrowserScraper.Settings;

namespace BrowserScraper;

/// <summary>
/// Replaces browser and driver after so many items or above so much memory: what a driver has seen stays in its memory
/// (measured: 133 to 312 MB over 1,000 page loads), and a context that lives long grows as well.
/// </summary>
internal sealed class BrowserRenewal(BrowserHost browsers, RunSettings settings, Func<long?> memory, RunEventStream events, TimeProvider time)
{
    /// <summary>Where memory stays high whatever is renewed, renewing at every item would bring the work to a halt.</summary>
    private const int FewestItems = 100;

    private int items;
    private int isRenewing;

    /// <summary>Discovery keeps its page for long; nothing is renewed meanwhile.</summary>
    public bool IsHeld { get; set; }

    /// <summary>Takes part in the browser's use for one item. Dispose what it returns.</summary>
    public Task<IDisposable> BeginItemAsync(CancellationToken stopping)
    {
        Interlocked.Increment(ref items);
        return browsers.Use.BeginAsync(stopping);
    }

    /// <summary>Renews where it is time; everyone else goes on when it is done. Not to be called while using the browser.</summary>
    public async Task RenewIfDueAsync(CancellationToken stopping)
    {
        if (IsHeld || Reason() is not { } why || Interlocked.Exchange(ref isRenewing, 1) != 0)
        {
            return;
        }

        try
        {
            long started = time.GetTimestamp();
            await browsers.RestartAsync(why, stopping);
            Interlocked.Exchange(ref items, 0);
            events.Publish(new RunEvent.BrowserRenewed(why, time.GetElapsedTime(started)));
        }
        finally
        {
            Interlocked.Exchange(ref isRenewing, 0);
        }
    }

    private string? Reason()
    {
        int since = Volatile.Read(ref items);
        if (settings.RenewBrowserAfter > 0 && since >= settings.RenewBrowserAfter)
        {
            return $"after {since} items";
        }

        return since >= FewestItems && memory() is { } used && used > settings.RenewBrowserAboveBytes
            ? $"memory is at {used / 1_048_576} MB"
            : null;
    }
}
