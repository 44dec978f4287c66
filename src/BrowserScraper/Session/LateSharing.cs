using BrowserScraper.Browsers;
using Microsoft.Playwright;

namespace BrowserScraper.Session;

/// <summary>
/// Shares the cookies of contexts in which something may have changed, one after the other; what is asked for twice meanwhile is done once.
/// Members may be called concurrently.
/// </summary>
internal sealed class LateSharing
{
    private readonly HashSet<IBrowserContext> waiting = [];
    private readonly Lock gate = new();
    private bool isAtWork;

    /// <summary>Returns at once.</summary>
    /// <param name="context">What may have news.</param>
    /// <param name="share">Shares one context's.</param>
    public void Ask(IBrowserContext context, Func<IBrowserContext, Task> share)
    {
        lock (gate)
        {
            waiting.Add(context);
            if (isAtWork)
            {
                return;
            }

            isAtWork = true;
        }

        _ = ShareAsync(share);
    }

    private async Task ShareAsync(Func<IBrowserContext, Task> share)
    {
        while (Next() is { } context)
        {
            try
            {
                await share(context);
            }
            catch (ObjectDisposedException)
            {
                // The run is over.
            }
            catch (Exception fault)
            {
                Guarded.Told(context.Browser, "cookies to share", fault); // those who ask later are still served
            }
        }
    }

    private IBrowserContext? Next()
    {
        lock (gate)
        {
            IBrowserContext? next = waiting.FirstOrDefault();
            isAtWork = next is not null && waiting.Remove(next);
            return next;
        }
    }
}
