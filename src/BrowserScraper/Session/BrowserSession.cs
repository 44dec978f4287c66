using BrowserScraper.Browsers;
using BrowserScraper.Items;
using Microsoft.Playwright;

namespace BrowserScraper.Session;

/// <summary>
/// One account signed in: the browser context that all pages share. It signs in once for all of them, and opens the
/// context again, login included, when the browser was lost. Members may be called concurrently.
/// </summary>
internal sealed class BrowserSession : IAsyncDisposable
{
    private static readonly TimeSpan CloseLimit = TimeSpan.FromSeconds(5);

    private readonly SemaphoreSlim gate = new(1, 1);
    private readonly SignInBudget signIns;
    private readonly BrowserHost browsers;
    private readonly SignInSteps steps;
    private readonly SessionOptions options;
    private readonly Action<SessionNotice> tell;
    private readonly TimeProvider time;
    private readonly SessionStore store;
    private IBrowserContext? context;
    private RunStopException? refusal;
    private bool contextIsGone;

    public BrowserSession(BrowserHost browsers, SignInSteps steps, SessionOptions options, Action<SessionNotice> tell, TimeProvider time)
    {
        this.browsers = browsers;
        this.steps = steps;
        this.options = options;
        this.tell = tell;
        this.time = time;
        signIns = new(options.MaxSignIns, options.SignInWindow, time);
        store = new(options.StorePath, text => tell(new SessionNotice.Told(text)));
        Tokens = new(options.Tokens, steps.Home, text => tell(new SessionNotice.Told(text)), SaveLater, time);
        store.Load();
        browsers.BeforeRestart.Add(KeepAsync);
    }

    /// <summary>The token gate that every request of this session passes.</summary>
    public CookieManager Tokens { get; }

    /// <summary>A page that is not open by then never will be.</summary>
    private TimeSpan OpenLimit => TimeSpan.FromSeconds(Math.Min(20, 2 * options.RequestTimeout.TotalSeconds));

    /// <summary>Counts the sign-ins; whoever finds himself signed out compares it with the number he started under.</summary>
    public int Generation { get; private set; }

    /// <summary>Opens a page in the shared context, which is opened anew where it was lost.</summary>
    /// <param name="name">Whose page it is, for the lineage of tokens.</param>
    /// <param name="stopping">Gives up.</param>
    public async Task<IPage> OpenPageAsync(string name, CancellationToken stopping)
    {
        await gate.WaitAsync(stopping);
        try
        {
            return await OpenPageUngatedAsync(name, stopping);
        }
        finally
        {
            gate.Release();
        }
    }

    /// <summary>Signs in, unless somebody has done so since <paramref name="seen"/>. Everyone who asks meanwhile waits for the same sign-in.</summary>
    /// <param name="seen">The generation that was found signed out; 0 before the first sign-in.</param>
    /// <param name="why">What showed it, or null before the first.</param>
    /// <param name="stopping">Gives up.</param>
    /// <exception cref="RunStopException">The site refuses, or had to be signed in to too often.</exception>
    public async Task RenewAsync(int seen, string? why, CancellationToken stopping)
    {
        await gate.WaitAsync(stopping);
        try
        {
            if (refusal is not null)
            {
                throw refusal; // said once; asking again only gets an account locked
            }

            if (Generation == seen)
            {
                if (why is not null)
                {
                    tell(new SessionNotice.Told($"SIGNED OUT: {why}; signing in once for all pages"));
                }

                await SignInAsync(stopping);
            }
        }
        catch (RunStopException refused) when (refused.Reason == StopReason.SignInRefused)
        {
            refusal = refused;
            throw;
        }
        finally
        {
            gate.Release();
        }
    }

    /// <summary>Completes when no sign-in is under way.</summary>
    public async Task ReadyAsync(CancellationToken stopping)
    {
        if (gate.CurrentCount == 0)
        {
            await gate.WaitAsync(stopping);
            gate.Release();
        }
    }

    /// <summary>Saves the newest cookies. The context goes with the browser.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Generation > 0 && context is not null && !contextIsGone)
        {
            store.SaveCookiesLater(context);
        }

        await store.DisposeAsync();
        Tokens.Dispose();
        gate.Dispose();
    }

    private async Task<IPage> OpenPageUngatedAsync(string name, CancellationToken stopping)
    {
        IBrowser browser = await browsers.GetAsync(stopping);
        TaskCompletionSource<IPage> gone = new(TaskCreationOptions.RunContinuationsAsynchronously);
        void OnGone(object? sender, IBrowser lost) => gone.TrySetException(new PlaywrightException("the browser is gone"));
        browser.Disconnected += OnGone; // what is under way then does not always end
        try
        {
            Task<IPage> opening = PrepareAsync(await OpenContextAsync(browser, stopping), name);
            return await await Task.WhenAny(opening, gone.Task).WaitAsync(OpenLimit, time, stopping);
        }
        catch (TimeoutException)
        {
            await browsers.AbandonAsync(browser);
            throw;
        }
        finally
        {
            browser.Disconnected -= OnGone;
        }
    }

    /// <summary>A browser that was lost or given up meanwhile is started anew underneath; one that does not start fails twice.</summary>
    private async Task<IPage> OpenSignInPageAsync(CancellationToken stopping)
    {
        try
        {
            return await OpenPageUngatedAsync("sign-in", stopping);
        }
        catch (Exception exception) when (exception is PlaywrightException or TimeoutException)
        {
            return await OpenPageUngatedAsync("sign-in", stopping);
        }
    }

    private async Task<IPage> PrepareAsync(IBrowserContext open, string name)
    {
        IPage page = await open.NewPageAsync();
        page.SetDefaultTimeout((float)options.RequestTimeout.TotalMilliseconds);
        await Tokens.WatchAsync(page, name);
        return page;
    }

    private async Task<IBrowserContext> OpenContextAsync(IBrowser browser, CancellationToken stopping)
    {
        if (context is null || contextIsGone || context.Browser != browser)
        {
            IBrowserContext fresh = await browser.NewContextAsync(new()
            {
                AcceptDownloads = true,
                ServiceWorkers = ServiceWorkerPolicy.Block, // they hide requests from us
                StorageState = store.Current,
            }).WaitAsync(OpenLimit, time, stopping);
            contextIsGone = false;
            fresh.Close += (_, _) => contextIsGone |= context == fresh;
            context = fresh;
        }

        return context;
    }

    private async Task SignInAsync(CancellationToken stopping)
    {
        signIns.RefuseWhenSpent(steps.Site);
        long started = time.GetTimestamp();
        for (int attempt = 1; ; attempt++)
        {
            IPage page = await OpenSignInPageAsync(stopping);
            await using CancellationTokenRegistration close = stopping.Register(() => _ = QuietlyAsync(page.CloseAsync()));
            try
            {
                bool signedIn = await SignInOnAsync(page);
                await SettleDoubtAsync(page);
                await store.SaveAsync(await context!.StorageStateAsync(new() { IndexedDB = true }).WaitAsync(OpenLimit, time, stopping));
                Generation++;
                tell(new SessionNotice.SignedIn(Generation, time.GetElapsedTime(started), FromStore: !signedIn));
                return;
            }
            catch (Exception) when (stopping.IsCancellationRequested)
            {
                throw new OperationCanceledException(stopping);
            }
            catch (Exception exception) when (exception is PlaywrightException or TimeoutException or ItemEndedException)
            {
                string why = exception.Message.Split('\n')[0];
                if (attempt == options.SignInTries)
                {
                    throw new RunStopException(StopReason.SiteUnavailable, $"{steps.Site}: cannot sign in at {steps.Home} ({why}); check that the site answers, and {steps.UrlSetting}", exception);
                }

                tell(new SessionNotice.SignInTrouble(attempt, why));
                await Task.Delay(TimeSpan.FromSeconds(Math.Pow(2, attempt - 1)), time, stopping);
            }
            finally
            {
                await QuietlyAsync(page.CloseAsync());
            }
        }
    }

    /// <returns>False where the session still held.</returns>
    private async Task<bool> SignInOnAsync(IPage page)
    {
        await page.GotoAsync(steps.Home.AbsoluteUri, new() { WaitUntil = WaitUntilState.DOMContentLoaded });
        if (await steps.IsSignedInAsync(page))
        {
            return false;
        }

        signIns.Spend();
        await steps.SignInAsync(page);
        if (!await steps.IsSignedInAsync(page))
        {
            string said = await SaidAsync(page);
            throw new RunStopException(StopReason.SignInRefused,
                $"{steps.Site}: sign-in as '{steps.Username}' at {page.Url.Split('?')[0]} was refused{said}; check {steps.CredentialSettings}");
        }

        return true;
    }

    /// <summary>Where a cookie has changed once, one more look at the home page tells whether it rotates, before many pages find out at once.</summary>
    private async Task SettleDoubtAsync(IPage page)
    {
        if (Tokens.IsInDoubt)
        {
            await page.GotoAsync(steps.Home.AbsoluteUri, new() { WaitUntil = WaitUntilState.DOMContentLoaded });
        }
    }

    private void SaveLater()
    {
        if (context is { } open && !contextIsGone && Generation > 0)
        {
            store.SaveCookiesLater(open);
        }
    }

    /// <summary>Carries the login over a restart of the browser.</summary>
    private async Task KeepAsync()
    {
        if (context is not null && !contextIsGone && Generation > 0)
        {
            await store.SaveAsync(await context.StorageStateAsync(new() { IndexedDB = true }));
        }
    }

    private static async Task<string> SaidAsync(IPage page)
    {
        ILocator alert = page.GetByRole(AriaRole.Alert).First;
        string text = await alert.CountAsync() > 0 ? (await alert.InnerTextAsync()).ReplaceLineEndings(" ").Trim() : "";
        return text.Length > 0 ? $": \"{text}\"" : "";
    }

    private async Task QuietlyAsync(Task closing)
    {
        try
        {
            await closing.WaitAsync(CloseLimit, time);
        }
        catch (Exception exception) when (exception is PlaywrightException or TimeoutException)
        {
            // It is gone already, or goes with the browser.
        }
    }
}
