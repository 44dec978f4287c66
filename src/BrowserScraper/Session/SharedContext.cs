using BrowserScraper.Browsers;
using Microsoft.Playwright;

namespace BrowserScraper.Session;

/// <summary>The browser context that all pages of a session share; opened anew, login included, where it was lost. Its owner lets one caller in at a time.</summary>
/// <param name="browsers">Gives the browser.</param>
/// <param name="login">The last known state, in the form that Playwright takes, or null.</param>
/// <param name="requestTimeout">REQUEST_TIMEOUT.</param>
/// <param name="time">The clock.</param>
internal sealed class SharedContext(BrowserHost browsers, Func<string?> login, TimeSpan requestTimeout, TimeProvider time)
{
    private static readonly TimeSpan LongestOpening = TimeSpan.FromSeconds(20);

    private IBrowserContext? context;
    private bool isGone;

    /// <summary>The context, where there is one that has not been closed.</summary>
    public IBrowserContext? Current => isGone ? null : context;

    /// <summary>A page that is not open by then never will be.</summary>
    private TimeSpan OpenLimit => 2 * requestTimeout < LongestOpening ? 2 * requestTimeout : LongestOpening;

    /// <summary>Opens a page.</summary>
    /// <param name="prepare">Makes it ready; the same limit holds for it.</param>
    /// <param name="stopping">Gives up.</param>
    /// <exception cref="PlaywrightException">The browser has gone away meanwhile.</exception>
    /// <exception cref="TimeoutException">It took too long.</exception>
    public async Task<IPage> OpenPageAsync(Func<IPage, Task> prepare, CancellationToken stopping)
    {
        IBrowser browser = await browsers.GetAsync(stopping);
        TaskCompletionSource<IPage> gone = new(TaskCreationOptions.RunContinuationsAsynchronously);
        void OnGone(object? sender, IBrowser lost) => gone.TrySetException(new PlaywrightException("the browser is gone"));
        browser.Disconnected += OnGone; // what is under way then does not always end
        try
        {
            Task<IPage> opening = OpenPageAsync(browser, prepare);
            return await await Task.WhenAny(opening, gone.Task).WaitAsync(OpenLimit, time, stopping);
        }
        finally
        {
            browser.Disconnected -= OnGone;
        }
    }

    /// <summary>Something has hung in the browser: ends it where it answers nothing, so that whoever asks next gets another.</summary>
    public Task SuspectAsync(string why, CancellationToken stopping) => browsers.KillUnlessAnsweringAsync(context?.Browser, why, stopping);

    private async Task<IPage> OpenPageAsync(IBrowser browser, Func<IPage, Task> prepare)
    {
        if (context is null || isGone || context.Browser != browser)
        {
            IBrowserContext fresh = await browser.NewContextAsync(new()
            {
                AcceptDownloads = true,
                ServiceWorkers = ServiceWorkerPolicy.Block, // they hide requests from us
                StorageState = login(),
            });
            isGone = false;
            fresh.Close += (_, _) => isGone |= context == fresh;
            context = fresh;
        }

        IPage page = await context.NewPageAsync();
        page.SetDefaultTimeout((float)requestTimeout.TotalMilliseconds);
        await prepare(page);
        return page;
    }
}
