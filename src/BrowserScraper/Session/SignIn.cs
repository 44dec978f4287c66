using BrowserScraper.Browsers;
using BrowserScraper.Items;
using Microsoft.Playwright;

namespace BrowserScraper.Session;

/// <summary>
/// Enters a site on a page of its own, within a limit, and leaves evidence where that fails. Not concurrent; its owner sees to that.
/// </summary>
internal sealed class SignIn(
    Shards shards, CookieManager tokens, LoadTurns loads, SessionStore store, SignInSteps steps, SignInBudget budget,
    SessionOptions options,
    Action<SessionNotice> tell, TimeProvider time)
{
    private static readonly TimeSpan CloseLimit = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private readonly TokenTrial trial = new(tokens, steps, time);
    private bool hasToldIndexed;

    /// <param name="isFirst">Nobody has signed in yet in this run; a session of an earlier one may still hold.</param>
    /// <param name="why">What looked signed out; null where nothing has.</param>
    /// <param name="stopping">Gives up.</param>
    /// <returns>Whether the form was used; and the page, left open where it is the first.</returns>
    public async Task<(bool SignedIn, IPage? Page)> EnterAsync(bool isFirst, string? why, CancellationToken stopping)
    {
        IPage page = await shards.OpenPageAsync(
            each => Task.WhenAll(tokens.WatchAsync(each, "sign-in"), loads.WatchAsync(each, "sign-in")), stopping);
        using CancellationTokenSource overdue = new(options.SignInTimeout, time);
        using CancellationTokenSource ending = CancellationTokenSource.CreateLinkedTokenSource(overdue.Token, stopping);
        await using CancellationTokenRegistration close = ending.Token.Register(
            () => _ = page.CloseAsync().EndsWithinAsync(CloseLimit, time));
        bool isKept = false;
        try
        {
            bool signedIn = await EnterOnAsync(page, isFirst, why).EndedAsync(PageLoss.Of(page), Patience, time, ending.Token);
            isKept = isFirst; // opening one takes a tenth of a second, and somebody is about to
            return (signedIn, isKept ? page : null);
        }
        catch (Exception refused) when (refused is RunStopException || (refused is TimeoutException && !overdue.IsCancellationRequested))
        {
            string where = options.Evidence is { } keep && await keep(page, refused.Message) is { } kept
                ? $" (what the page showed: {kept})" : "";
            throw refused is RunStopException stop
                ? new RunStopException(stop.Reason, refused.Message + where, refused)
                : new TimeoutException(refused.Message + where, refused);
        }
        catch (Exception late) when (overdue.IsCancellationRequested && !stopping.IsCancellationRequested)
        {
            throw new TimeoutException(
                $"signing in took longer than {options.SignInTimeout.TotalSeconds:0} s, four times REQUEST_TIMEOUT", late);
        }
        finally
        {
            if (!isKept)
            {
                await page.CloseAsync().EndsWithinAsync(CloseLimit, time);
            }
        }
    }

    private async Task<bool> EnterOnAsync(IPage page, bool isFirst, string? why)
    {
        await using PageCache cache = await PageCache.BypassAsync(page, time); // a page from before would lie
        if (isFirst)
        {
            steps.Entering(page.Context);
        }

        await using IAsyncDisposable turn = await loads.HoldAsync(page);
        using WayHome way = new(page);
        bool signedIn = await EnterOnceAsync(page, isKnown: !isFirst || store.Current is not null, why);
        signedIn |= !isFirst && await HasSiteSignedInAsync(page, way);
        if (!signedIn && !isFirst)
        {
            return false;
        }

        if (loads.Tokens.IsInDoubt)
        {
            await loads.TryAsync(page, () => steps.GoHomeAsync(page)); // before several pages find out at once
        }

        TrialEnd trialEnd = await trial.SettleAsync(page, mayTry: isFirst && options.MaxSignIns > 0);
        if (trialEnd == TrialEnd.Refused)
        {
            signedIn |= await EnterOnceAsync(page, isKnown: true, why: null);
        }

        if (!signedIn && trialEnd == TrialEnd.None && store.Current is not null)
        {
            return false; // the context was opened with what is stored, and saving the whole state takes a third of a second
        }

        budget.Entered();
        string state = await page.Context.StorageStateAsync(new() { IndexedDB = true });
        await store.SaveAsync(state);
        TellOfIndexed(state);
        await shards.SignedInAsync(page, state);
        // what was fetched while nobody was signed in
        await (isFirst ? Task.CompletedTask : Task.WhenAll(shards.All.Select(PageCache.ClearAsync)));
        return signedIn;
    }

    /// <summary>
    /// Whether the look has signed in by itself, with no form. A site whose way home always leads like that shows it at a second look, too.
    /// </summary>
    private async Task<bool> HasSiteSignedInAsync(IPage page, WayHome way)
    {
        if (!way.HasComeBack)
        {
            return false;
        }

        way.Begin();
        await steps.GoHomeAsync(page);
        if (way.HasComeBack)
        {
            return false;
        }

        Tell("SIGNED OUT: the session had ended, and the site has signed in again by itself at the look; what was not proven before is "
            + "done again");
        tokens.SignedIn();
        return true;
    }

    private async Task<bool> EnterOnceAsync(IPage page, bool isKnown, string? why)
    {
        bool signedIn;
        try
        {
            signedIn = await steps.EnterAsync(page, budget, isKnown, () => EnteringAsync(why), told => Tell($"SIGN-IN: {told}"), time);
        }
        finally
        {
            loads.Tokens.IsSigningIn = false;
        }

        if (signedIn)
        {
            tokens.SignedIn();
        }
        else
        {
            tokens.SessionHeld(wasSuspected: why is not null);
        }

        return signedIn;
    }

    private void TellOfIndexed(string state)
    {
        if (!hasToldIndexed && StorageState.IndexedToken(state) is { } name)
        {
            hasToldIndexed = true;
            Tell($"TOKENS: what looks like a token is in IndexedDB ({name}); it is saved with the session, but not watched: if page loads "
                + "spend it, one page (CONCURRENT_PAGES=1) is safe");
        }
    }

    private async Task EnteringAsync(string? why)
    {
        int? overAll = options.Shared is { } shared ? await shared.BeforeFormAsync(options.SignInWindow) : null;
        loads.Tokens.IsSigningIn = true;
        budget.RefuseWhenSpent(steps.Site, overAll);
        tokens.SigningIn();
        if (why is not null)
        {
            Tell($"SIGNED OUT: {why}; signing in once for all pages");
        }
    }

    private void Tell(string text) => tell(new SessionNotice.Told(text));
}
