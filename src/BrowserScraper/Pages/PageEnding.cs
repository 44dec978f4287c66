using BrowserScraper.Items;
using BrowserScraper.Session;
using Microsoft.Playwright;

namespace BrowserScraper.Pages;

/// <summary>Ends pages, and tells where one does not end by itself. Members may be called concurrently.</summary>
/// <param name="recovered">Told of each step that was necessary, or did not work.</param>
/// <param name="time">The clock.</param>
internal sealed class PageEnding(Action<LadderStep> recovered, TimeProvider time)
{
    private static readonly TimeSpan StepLimit = TimeSpan.FromSeconds(1);

    /// <summary>Closes a page within seconds; one that does not close is crashed, which takes its renderer away.</summary>
    /// <returns>False where it is still there: then something is wrong with its context or with the whole browser.</returns>
    public async Task<bool> CloseAsync(IPage page, int? number = null, string? why = null)
    {
        if (page.IsClosed)
        {
            return true;
        }

        await (PageStorage.Of(page)?.SettleAsync() ?? Task.CompletedTask); // a token that it is just spending would be lost
        bool isClosed = await StepAsync("closed the page", why, () => page.CloseAsync(), number);
        return isClosed || await StepAsync("crashed the page's renderer", "the page did not close", () => CrashAsync(page), number);
    }

    /// <summary>A page that nobody waits for any more must not stay open.</summary>
    public async Task CloseWhenOpenAsync(Task<IPage> opening)
    {
        try
        {
            await CloseAsync(await opening);
        }
        catch (Exception exception) when (exception is PlaywrightException or TimeoutException or OperationCanceledException)
        {
            // It did not open.
        }
    }

    /// <param name="step">What is done.</param>
    /// <param name="why">Why; null where it is part of the work and only worth a word if it fails.</param>
    /// <param name="take">Does it.</param>
    /// <param name="number">The page's number.</param>
    private async Task<bool> StepAsync(string step, string? why, Func<Task> take, int? number)
    {
        long started = time.GetTimestamp();
        bool worked = await take().EndsWithinAsync(StepLimit, time);
        if (why is not null || !worked)
        {
            recovered(new(step, why ?? "its time had come", worked, time.GetElapsedTime(started), number));
        }

        return worked;
    }

    private static async Task CrashAsync(IPage page)
    {
        ICDPSession protocol = await page.Context.NewCDPSessionAsync(page);
        await protocol.SendAsync("Page.crash");
    }
}
