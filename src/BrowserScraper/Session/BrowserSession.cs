using BrowserScraper.Browsers;
using BrowserScraper.Items;
using Microsoft.Playwright;

namespace BrowserScraper.Session;

/// <summary>
/// One account signed in: the browser context that all pages share, or several that share its cookies. It signs in once for all of them,
/// and opens them again, login included, when the browser was lost. Members may be called concurrently.
/// </summary>
internal sealed class BrowserSession : IAsyncDisposable
{
    private const int RetryThrottles = 20;

    private readonly SemaphoreSlim gate = new(1, 1);
    private readonly SignInBudget signIns;
    private readonly SignIn signIn;
    private readonly LoadTurns loads;
    private readonly Shards shards;
    private readonly SignInSteps steps;
    private readonly SessionOptions options;
    private readonly Action<SessionNotice> tell;
    private readonly TimeProvider time;
    private readonly SessionStore store;
    private RunStopException? refusal;
    private int looks;
    private int heldLook;
    private bool hasBegun;
    private bool isLeft;
    private IPage? spare;

    public BrowserSession(BrowserHost browsers, SignInSteps steps, SessionOptions options, Action<SessionNotice> tell, TimeProvider time)
    {
        (this.steps, this.options, this.tell, this.time) = (steps, options, tell, time);
        signIns = new(options.MaxSignIns, options.SignInWindow, options.Tokens.Mode, time);
        store = new(options.StorePath, text => tell(new SessionNotice.Told(text)), time) 
        {
            Secrets = options.Secrets,
            Shared = options.Shared,
        };
        store.Storage.Seen = options.Secrets.AddStored;
        shards = new(browsers, () => store.Current, options, text => tell(new SessionNotice.Told(text)), time);
        Tokens = new(options.Tokens, steps.Home, text => tell(new SessionNotice.Told(text)), SaveLater, shards.ShareAsync, time);
        loads = new(new(options.Tokens, steps.Home, store.Storage, text => tell(new SessionNotice.Told(text)), SaveLater, BeginTurns, time),
            time);
        signIn = new(shards, Tokens, loads, store, steps, signIns, options, tell, time);
        store.Load();
        if (options.Shared is null)
        {
            Resume();
        }

        browsers.BeforeRestart.Enqueue(KeepAsync);
    }

    /// <summary>The token gate that every request of this session passes.</summary>
    public CookieManager Tokens { get; }

    /// <summary>Which request or page load brought which token, in the order of time, without values.</summary>
    public IReadOnlyList<TokenUse> Lineage => [.. Tokens.Lineage.Concat(loads.Tokens.Lineage).OrderBy(use => use.At)];

    /// <summary>Counts the sign-ins; whoever finds himself signed out compares it with the number he started under.</summary>
    public int Generation { get; private set; }

    /// <summary>Whether somebody looks at the home page or the form just now.</summary>
    public bool IsSigningIn { get; private set; }

    /// <summary>
    /// Opens a page in the shared context, or the one of several that has the fewest; what was lost is opened anew. The first is that of
    /// the first sign-in.
    /// </summary>
    /// <param name="name">Whose page it is, for the lineage of tokens.</param>
    /// <param name="stopping">Gives up.</param>
    public async Task<IPage> OpenPageAsync(string name, CancellationToken stopping)
    {
        await gate.WaitAsync(stopping);
        try
        {
            if (Interlocked.Exchange(ref spare, null) is { IsClosed: false } left && !IsMisplaced(left))
            {
                Tokens.Rename(left, name);
                PageStorage.Of(left)?.Name = name;
                return left;
            }

            return await OpenPageUngatedAsync(name, stopping);
        }
        finally
        {
            gate.Release();
        }
    }

    /// <summary>How many pages work.</summary>
    public void SetPageCount(int count) => shards.PageCount = count;

    /// <summary>
    /// Whether a page that nobody uses now had better be opened anew: there are more contexts than when it was opened, or fewer, or other
    /// ones.
    /// </summary>
    public bool IsMisplaced(IPage page) => shards.IsMisplaced(page);

    /// <summary>A page has done its work: the cookies that its scripts may have set go to all contexts. Returns at once.</summary>
    public void Returned(IPage page)
    {
        PageStorage.Of(page)?.Read();
        shards.ShareLater(page);
    }

    /// <summary>
    /// Looks whether the session holds, and signs in where it does not, unless somebody has done so since <paramref name="seen"/>. Everyone
    /// who asks meanwhile waits for the same look.
    /// </summary>
    /// <param name="seen">The generation under which something looked signed out; 0 before the first sign-in.</param>
    /// <param name="why">What showed it, or null where the session is only to be proven.</param>
    /// <param name="stopping">Gives up.</param>
    /// <param name="isProof">Nothing looked signed out: the look is only to prove that the session holds. Default: false.</param>
    /// <returns>False where the session of that generation holds: a look that began after this was asked has shown it.</returns>
    /// <exception cref="RunStopException">The site refuses, or had to be signed in to too often.</exception>
    public async Task<bool> RenewAsync(int seen, string? why, CancellationToken stopping, bool isProof = false)
    {
        int asked = Volatile.Read(ref looks);
        await gate.WaitAsync(stopping);
        try
        {
            if (isLeft)
            {
                throw new OperationCanceledException("another machine has the account now");
            }

            if (refusal is not null)
            {
                throw refusal; // said once; asking again only gets an account locked
            }

            if (!steps.IsNeeded)
            {
                Generation = Math.Max(Generation, 1);
                Tokens.SessionHeld(wasSuspected: false);
            }
            else if (Generation == seen)
            {
                if (seen > 0 && heldLook > asked)
                {
                    return false;
                }

                IsSigningIn = true;
                await SignInAsync(why, isProof, stopping);
            }

            return Generation != seen;
        }
        catch (RunStopException refused) when (refused.Reason is StopReason.SignInRefused or StopReason.Fault)
        {
            refusal = refused;
            throw;
        }
        finally
        {
            IsSigningIn = false;
            try
            {
                await (options.Shared?.ReleaseAsync() ?? Task.CompletedTask);
            }
            finally
            {
                gate.Release();
            }
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

    /// <summary>
    /// Something has hung or failed in the browser: ends it where it answers nothing, so that whoever asks next gets
    /// another. A browser whose driver has died still counts as connected for a while.
    /// </summary>
    public Task SuspectAsync(Exception trouble, CancellationToken stopping) =>
        shards.SuspectAsync(trouble.Message.Split('\n')[0], stopping);

    /// <summary>
    /// Ends the session while others of the run go on: saves it, and closes its contexts. Nobody is at work on it any more.
    /// </summary>
    public async Task LeaveAsync()
    {
        await gate.WaitAsync();
        (isLeft, Generation) = (true, Generation + 1); // what is still to be proven of it never will be
        gate.Release();
        await SaveAsync(); // with the generation above, what is saved is as good as it was
        await shards.CloseAsync();
    }

    /// <summary>Saves the newest cookies. The context goes with the browser.</summary>
    public async ValueTask DisposeAsync()
    {
        await (isLeft ? Task.CompletedTask : SaveAsync());
        Tokens.Dispose();
        loads.Dispose();
        shards.Dispose();
        gate.Dispose();
    }

    private async Task SaveAsync()
    {
        await loads.SettleAsync();
        store.EndsWell = Generation > 0 && shards.Current is not null;
        SaveLater();
        await store.DisposeAsync();
    }

    private void Resume()
    {
        Tokens.Adopt(store.Findings());
        store.Findings = () => Tokens.Kept;
        loads.Tokens.Resume();
    }

    /// <summary>Begins with what other machines have left, or takes over the session that one of them has begun since.</summary>
    /// <returns>Whether the session is another one now.</returns>
    private async Task<bool> TakeOverAsync()
    {
        if (options.Shared is not { } shared)
        {
            return false;
        }

        if (!hasBegun)
        {
            hasBegun = true;
            await store.BeginAsync();
            Resume();
            return false;
        }

        if (!shared.IsShared || await shared.NewerAsync() is not { } newer)
        {
            return false;
        }

        shards.Replace(); // first: from now on nothing of the session before is saved
        store.TakeOver(newer);
        return true;
    }

    private Task<IPage> OpenPageUngatedAsync(string name, CancellationToken stopping) =>
        shards.OpenPageAsync(
            page => Task.WhenAll(Tokens.WatchAsync(page, name), steps.IsNeeded ? loads.WatchAsync(page, name) : Task.CompletedTask),
            stopping);

    private void BeginTurns(IBrowserContext? where)
    {
        shards.KeepOne(where);
        loads.HoldAll();
    }

    private async Task SignInAsync(string? why, bool isProof, CancellationToken stopping)
    {
        signIns.RefuseInVain(steps.Site);
        long started = time.GetTimestamp();
        bool isTakenOver = false;
        for (int attempt = 1, throttles = 0, outages = 0; ; attempt++)
        {
            try
            {
                isTakenOver |= await TakeOverAsync();
                int look = Interlocked.Increment(ref looks);
                (bool signedIn, IPage? left) = await signIn.EnterAsync(isFirst: Generation == 0, why, stopping);
                spare = left ?? spare;
                if (options.Shared is { } shared)
                {
                    await shared.DecideAsync(TokenFindings.Held(Tokens.Kept).Any() || loads.Tokens.AreOn);
                }

                if (!signedIn && !isTakenOver && Generation > 0)
                {
                    heldLook = look;
                    if (!isProof && signIns.FoundAlive() is { } hint)
                    {
                        tell(new SessionNotice.Told(hint));
                    }

                    return;
                }

                Generation++;
                tell(new SessionNotice.Opened(Generation, time.GetElapsedTime(started), FromStore: !signedIn));
                return;
            }
            catch (Exception) when (stopping.IsCancellationRequested)
            {
                throw new OperationCanceledException(stopping);
            }
            catch (SignedInElsewhereException)
            {
                attempt--;
                await options.Shared!.ReleaseAsync();
                await options.Shared.WaitAsync(time, stopping);
            }
            catch (ItemEndedException wall) when (wall.Outcome is ItemOutcome.Throttled throttled && throttles < RetryThrottles)
            {
                throttles++;
                attempt--;
                tell(new SessionNotice.Told(
                    $"SIGN-IN: {throttled.Why}; trying again in {(throttled.Until - time.GetUtcNow()).TotalSeconds:0} s"));
                await DelayUntilAsync(throttled.Until, stopping);
            }
            catch (Exception exception) when (BrowserLoss.MayBe(exception) || exception is ItemEndedException)
            {
                string trouble = exception.Message.Split('\n')[0];
                bool isBack = outages == 0 && await options.IsBackAsync(exception, stopping);
                await SuspectAsync(exception, stopping);
                if (attempt == options.SignInTries && !isBack)
                {
                    throw new RunStopException(
                        StopReason.SiteUnavailable,
                        $"{steps.Site}: cannot sign in at {steps.Home.AbsoluteUri} ({trouble}); check that the site answers, and "
                            + $"{steps.UrlSetting}", exception);
                }

                tell(new SessionNotice.SignInTrouble(attempt, trouble));
                await Task.Delay(TimeSpan.FromSeconds(Math.Pow(2, attempt - 1)), time, stopping);
                attempt -= isBack ? ++outages : 0; // waiting for a site that is away is no try; the same again is one
            }
        }
    }

    private Task DelayUntilAsync(DateTimeOffset until, CancellationToken stopping) =>
        until - time.GetUtcNow() is var rest && rest > TimeSpan.Zero ? Task.Delay(rest, time, stopping) : Task.CompletedTask;

    private void SaveLater()
    {
        if (Generation > 0 && shards.Current is { } open)
        {
            store.SaveCookiesLater(open, shards.IsFormer);
        }
    }

    /// <summary>Carries the login over a restart of the browser.</summary>
    private async Task KeepAsync()
    {
        await loads.SettleAsync();
        await (Generation > 0 && shards.Current is { } open ? store.KeepAsync(open) : Task.CompletedTask);
    }
}
