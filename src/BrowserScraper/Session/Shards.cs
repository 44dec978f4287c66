using System.Runtime.CompilerServices;
using BrowserScraper.Browsers;
using BrowserScraper.Items;
using Microsoft.Playwright;

namespace BrowserScraper.Session;

/// <summary>
/// The browser contexts of a session: one, and further ones where a host's connections are what everyone waits for. All have the same
/// cookies and are born with the same storage; they are opened anew, login included, where they were lost. Its owner lets one caller open
/// pages at a time; other members may be called concurrently.
/// </summary>
internal sealed class Shards : IDisposable
{
    private static readonly TimeSpan LongestOpening = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan StepLimit = TimeSpan.FromSeconds(5);

    private readonly ShardLayout<IBrowserContext> layout;
    private readonly ShardGrowth growth;
    private readonly BrowserHost browsers;
    private readonly Func<string?> login;
    private readonly SessionOptions options;
    private readonly Action<string> tell;
    private readonly TimeProvider time;
    private readonly CookieSync cookies;
    private readonly LateSharing later = new();
    private readonly SemaphoreSlim filling = new(1, 1);
    private readonly ConditionalWeakTable<IBrowserContext, object> former = [];
    private IBrowser? last;

    /// <param name="browsers">Gives the browser.</param>
    /// <param name="login">The last known state, in the form that Playwright takes, or null.</param>
    /// <param name="options">How many there may be, and REQUEST_TIMEOUT.</param>
    /// <param name="tell">Gets each growth in one line.</param>
    /// <param name="time">The clock.</param>
    public Shards(BrowserHost browsers, Func<string?> login, SessionOptions options, Action<string> tell, TimeProvider time)
    {
        (this.browsers, this.login, this.options, this.tell, this.time) = (browsers, login, options, tell, time);
        layout = new(options.LeastShards);
        growth = new(layout, options.MostShards, tell, time);
        cookies = new(time);
    }

    /// <summary>The context with the newest cookies, where there is one that has not been closed.</summary>
    public IBrowserContext? Current =>
        cookies.Newest is { } newest && layout.InUse.Contains(newest) ? newest
        : layout.InUse is [var used, ..] ? used : All is [var first, ..] ? first : null;

    /// <summary>How many pages work; there are no more shards than that.</summary>
    public int PageCount
    {
        set => layout.PageCount = value;
    }

    /// <summary>A page that is not open by then never will be.</summary>
    private TimeSpan OpenLimit => 2 * options.RequestTimeout < LongestOpening ? 2 * options.RequestTimeout : LongestOpening;

    /// <summary>All of them; not those of a login before, which are only left until their pages are gone.</summary>
    public IReadOnlyList<IBrowserContext> All => [.. layout.All.Where(context => !IsFormer(context))];

    private bool AreMany => All.Count > 1;

    /// <summary>Opens a page, in the shard that has the fewest.</summary>
    /// <param name="prepare">Makes it ready; the same limit holds for it.</param>
    /// <param name="stopping">Gives up.</param>
    /// <exception cref="PlaywrightException">The browser has gone away meanwhile.</exception>
    /// <exception cref="TimeoutException">It took too long.</exception>
    public async Task<IPage> OpenPageAsync(Func<IPage, Task> prepare, CancellationToken stopping)
    {
        IBrowser browser = await browsers.GetAsync(stopping);
        TaskCompletionSource<IPage> gone = new(TaskCreationOptions.RunContinuationsAsynchronously);
        // what is under way then does not always end
        using IDisposable listening = browser.OnDisconnected(() => gone.TrySetException(new PlaywrightException("the browser is gone")));
        Task<IPage> opening = OpenPageAsync(browser, prepare);
        return await await Task.WhenAny(opening, gone.Task).WaitAsync(OpenLimit, time, stopping);
    }

    /// <summary>
    /// Whether a page had better be opened anew, since there are more shards than when it was opened, or fewer, or other ones.
    /// </summary>
    public bool IsMisplaced(IPage page) => layout.IsMisplaced(page.Context);

    /// <summary>Puts what this page's answers have set into all shards. Returns when it is there, or cannot be put there.</summary>
    public Task ShareAsync(IPage page) => AreMany ? ShareAsync(page.Context) : Task.CompletedTask;

    /// <summary>The same for whatever may have happened on a page. Returns at once.</summary>
    public void ShareLater(IPage page)
    {
        if (AreMany)
        {
            later.Ask(page.Context, ShareAsync);
        }
    }

    /// <summary>
    /// Somebody has signed in on this page: all shards get its cookies, and where the site keeps something in its storage, there are other
    /// ones.
    /// </summary>
    /// <param name="page">The page.</param>
    /// <param name="state">What its context holds now.</param>
    public async Task SignedInAsync(IPage page, string state)
    {
        if (!AreMany)
        {
            return;
        }

        layout.Leave(await cookies.AlignAsync(page.Context, () => All));
        if (StorageState.HasStorage(state))
        {
            layout.Leave(All.Where(other => other != page.Context));
            await FillAsync(page.Context, state);
            CloseUnneeded();
        }
    }

    /// <summary>
    /// There is another login: every page is opened anew with that, in other contexts, as soon as nobody uses it. What a page of before
    /// still gets from the site, such as that its session has ended, stays with it.
    /// </summary>
    public void Replace()
    {
        foreach (IBrowserContext context in layout.All)
        {
            former.AddOrUpdate(context, context);
        }

        layout.Leave(layout.All);
    }

    /// <summary>It is of a login before.</summary>
    public bool IsFormer(IBrowserContext context) => former.TryGetValue(context, out _);

    /// <summary>Closes all of them.</summary>
    public Task CloseAsync() => Task.WhenAll(layout.All.Select(context => context.CloseAsync().EndsWithinAsync(StepLimit, time)));

    /// <inheritdoc cref="ShardGrowth.KeepOne"/>
    public void KeepOne(IBrowserContext? which) => growth.KeepOne(which);

    /// <summary>Something has hung in the browser: ends it where it answers nothing, so that whoever asks next gets another.</summary>
    public Task SuspectAsync(string why, CancellationToken stopping) => browsers.KillUnlessAnsweringAsync(last, why, stopping);

    public void Dispose()
    {
        cookies.Dispose();
        filling.Dispose();
    }

    private async Task<IPage> OpenPageAsync(IBrowser browser, Func<IPage, Task> prepare)
    {
        last = browser;
        layout.RemoveAll(context => context.Browser != browser);
        if (layout.Count == 0)
        {
            string? state = login();
            IBrowserContext first = await OpenAsync(browser, state);
            layout.Add(first);
            await FillAsync(first, state);
        }

        return await OpenPageAsync(layout.Place(), prepare);
    }

    private async Task<IPage> OpenPageAsync(IBrowserContext context, Func<IPage, Task> prepare)
    {
        Task<IPage> opening = context.NewPageAsync();
        _ = opening.ContinueWith(
            _ => OnPageGone(context), CancellationToken.None, TaskContinuationOptions.NotOnRanToCompletion, TaskScheduler.Default);
        IPage page = await opening;
        page.OnClose(() => OnPageGone(context));
        await BrowserInterception.LetInAsync(page);
        page.SetDefaultTimeout((float)options.RequestTimeout.TotalMilliseconds);
        await PageActivity.OfAsync(page, time); // from its first request on
        await PageTraffic.ListenAsync(page, () => growth.IsPossible, Count, () => AreMany, () => ShareLater(page));
        await SecretTraffic.ListenAsync(page, options.Secrets);
        await prepare(page);
        return page;
    }

    private async Task ShareAsync(IBrowserContext context) =>
        layout.Leave(IsFormer(context) ? [] : await cookies.ShareAsync(context, () => All));

    private void Count(ConnectionUse use)
    {
        if (growth.Count(use) is (var wanted, var load))
        {
            _ = GrowAsync(layout.Count, wanted, load);
        }
    }

    private async Task GrowAsync(int now, int wanted, HostLoad load)
    {
        try
        {
            if (Current is { } from)
            {
                string state = await from.StorageStateAsync(new() { IndexedDB = true }).WaitAsync(StepLimit, time);
                layout.Ask(wanted);
                await FillAsync(from, state);
            }

            if (layout.Count > now)
            {
                tell($"SHARDS: {now} -> {layout.Count} | requests to {load.Host} waited {load.WaitingShare * 100:0} % of their time for a "
                    + "connection");
            }
        }
        catch (Exception gone) when (BrowserLoss.MayBe(gone))
        {
            // The browser is gone, or busy with worse; what is measured next tells whether it is still needed.
        }
        finally
        {
            growth.Over();
        }
    }

    /// <summary>Opens as many shards as are wanted; where one cannot be had, there are fewer.</summary>
    private async Task FillAsync(IBrowserContext from, string? state)
    {
        await filling.WaitAsync();
        try
        {
            while (layout.Count < layout.Wanted)
            {
                await AddAsync(from, state);
            }
        }
        catch (Exception refused) when (BrowserLoss.MayBe(refused))
        {
            layout.Ask(layout.Count);
            if (refused is PlaywrightException && layout.Has(from))
            {
                growth.Stop($"the browser refuses another one ({refused.Message.Split('\n')[0]})"); // it would do so again and again
            }
        }
        finally
        {
            filling.Release();
        }
    }

    private async Task AddAsync(IBrowserContext from, string? state)
    {
        // The cookies come from the jar as it is when the new one joins: a token may have changed since the state was read.
        IBrowserContext fresh = await OpenAsync(from.Browser!, StorageState.WithoutCookies(state));
        try
        {
            await cookies.JoinAsync(fresh, from, () => All, () => layout.Add(fresh));
        }
        catch
        {
            _ = fresh.CloseAsync().EndsWithinAsync(StepLimit, time);
            throw;
        }
    }

    private async Task<IBrowserContext> OpenAsync(IBrowser browser, string? state)
    {
        IBrowserContext fresh = await browser.NewContextAsync(new()
        {
            AcceptDownloads = true,
            Locale = options.Locale,
            TimezoneId = options.TimeZone,
            ServiceWorkers = ServiceWorkerPolicy.Block, // they hide requests from us
            StorageState = state,
        });
        fresh.OnClose(() => layout.RemoveAll(each => each == fresh));
        return fresh;
    }

    private void OnPageGone(IBrowserContext context)
    {
        layout.Left(context);
        CloseUnneeded();
    }

    private void CloseUnneeded()
    {
        foreach (IBrowserContext context in layout.TakeUnneeded())
        {
            _ = context.CloseAsync().EndsWithinAsync(StepLimit, time);
        }
    }
}
