using BrowserScraper.Browsers;
using BrowserScraper.Items;
using Microsoft.Playwright;

namespace BrowserScraper.Session;

/// <summary>
/// Apps that keep their tokens in a page's storage spend the refresh token when they load. So a page load and its token request are one
/// turn: the next page is sent on its way only when the storage holds the new token. Members may be called concurrently.
/// </summary>
internal sealed class LoadTurns(SpentTokens tokens, TimeProvider time) : IDisposable
{
    /// <summary>A load that is about to end is waited for so long before its page is closed, or everything is over.</summary>
    private static readonly TimeSpan SettleLimit = TimeSpan.FromSeconds(10);

    private readonly SemaphoreSlim slot = new(1, 1);
    private readonly Lock gate = new();
    private readonly List<PageStorage> pages = [];
    private LoadTurn? current;
    private volatile PageStorage? holder;
    private volatile bool hasMissed;

    public SpentTokens Tokens => tokens;

    private LoadTurn? Current => Volatile.Read(ref current);

    /// <summary>The longest that a call on a page waits, as others' turns come first.</summary>
    private TimeSpan CallLimit => 2 * tokens.Limit;

    /// <summary>Watches a page that was just opened.</summary>
    /// <param name="page">The page.</param>
    /// <param name="name">Whose it is, for the lineage.</param>
    public async Task WatchAsync(IPage page, string name)
    {
        PageStorage storage = await PageStorage.WatchAsync(this, page, name, time);
        lock (gate)
        {
            foreach (PageStorage gone in pages.Where(each => each.Closing.IsCancellationRequested))
            {
                gone.Dispose();
            }

            pages.RemoveAll(each => each.Closing.IsCancellationRequested);
            pages.Add(storage);
        }

        await (tokens.AreOn ? storage.HoldAsync(CallLimit) : Task.CompletedTask);
    }

    /// <summary>Page loads go one at a time from now on, on pages that are open, too. Returns at once.</summary>
    public void HoldAll()
    {
        PageStorage[] open;
        lock (gate)
        {
            open = [.. pages];
        }

        foreach (PageStorage each in open)
        {
            _ = each.HoldAsync(CallLimit).IsToldAsync(each.Page.Context.Browser, "a page's turn to load");
        }
    }

    /// <summary>
    /// Watches one page load to its end, while no other page works: only that tells cold whether loads spend the token. Then it is known,
    /// for later runs, too.
    /// </summary>
    public async Task TryAsync(IPage page, Func<Task> load)
    {
        if (PageStorage.Of(page) is not { } storage)
        {
            return;
        }

        storage.ListenToNetwork();
        LoadTurn turn = Begin(storage, mayBringNone: true); // nobody has seen one yet that brings a token
        Task following = turn.FollowAsync(_ => Forget(turn));
        await load();
        turn.Arrived();
        await following;
        tokens.Memory.IsTried = true;
    }

    /// <summary>Gives all turns to one page until this is disposed: signing in is one, whatever it loads.</summary>
    public async Task<IAsyncDisposable> HoldAsync(IPage page)
    {
        PageStorage? storage = tokens.AreOn ? PageStorage.Of(page) : null;
        if (storage is not null)
        {
            await slot.WaitAsync(storage.Closing);
            holder = storage;
        }

        return new Holding(this, storage);
    }

    /// <summary>Waits until what is under way has ended, a few seconds at most: a token that is being spent would be lost.</summary>
    public Task SettleAsync() => Current is { } turn ? turn.Over.EndsWithinAsync(SettleLimit, time) : Task.CompletedTask;

    /// <summary>The same for one page's.</summary>
    public Task SettleAsync(PageStorage page) =>
        TurnOf(page) is { } turn ? turn.Over.EndsWithinAsync(SettleLimit, time) : Task.CompletedTask;

    /// <summary>The turn that a page has now, or null.</summary>
    public LoadTurn? TurnOf(PageStorage page) => Current is { } turn && turn.Page == page ? turn : null;

    /// <summary>A page has told of a value that was not known.</summary>
    public void Changed(PageStorage page, StorageKey key, string? before, string? now)
    {
        if (tokens.Changed(page, key, before, now))
        {
            Current?.Changed();
        }
    }

    /// <summary>Waits for a page's turn. What it has loaded before has its end first.</summary>
    /// <exception cref="OperationCanceledException">The page is gone.</exception>
    public async Task<LoadTurn> EnterAsync(PageStorage page)
    {
        await (TurnOf(page)?.Over ?? Task.CompletedTask);
        bool isHolder = holder == page;
        await (isHolder ? Task.CompletedTask : slot.WaitAsync(page.Closing));
        try
        {
            await page.RefreshAsync();
        }
        catch
        {
            Release(isHolder);
            throw;
        }

        LoadTurn turn = Begin(page, hasMissed);
        _ = turn.FollowAsync(end => End(turn, end, isHolder)).IsToldAsync(page.Page.Context.Browser, "a page load's turn");
        return turn;
    }

    public void Dispose() => slot.Dispose();

    private LoadTurn Begin(PageStorage page, bool mayBringNone)
    {
        LoadTurn turn = new(page, tokens.Limit, mayBringNone, time);
        page.Network.Begin();
        Volatile.Write(ref current, turn);
        return turn;
    }

    private void End(LoadTurn turn, LoadEnd end, bool isHolder)
    {
        hasMissed |= end is LoadEnd.Quiet;
        if (end == LoadEnd.Late)
        {
            tokens.TellLate(turn.Page);
        }

        Forget(turn);
        Release(isHolder);
    }

    private void Forget(LoadTurn turn) => Interlocked.CompareExchange(ref current, null, turn);

    private void Release(bool isHolder)
    {
        try
        {
            _ = isHolder ? 0 : slot.Release();
        }
        catch (ObjectDisposedException)
        {
            // The session is over, and nobody waits any more.
        }
    }

    private sealed class Holding(LoadTurns turns, PageStorage? page) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            if (page is not null)
            {
                await turns.SettleAsync(page);
                turns.holder = null;
                turns.Release(isHolder: false);
            }
        }
    }
}
