using BrowserScraper.Browsers;
using Microsoft.Playwright;

namespace BrowserScraper.Pages;

/// <summary>The right to drive one page. Disposing it gives the page back, or closes it where it was retired; twice is harmless.</summary>
internal sealed class PageLease : IAsyncDisposable
{
    private readonly PagePool pool;
    private readonly IDisposable[] listening;
    private readonly List<IPage> popups = [];
    private readonly TaskCompletionSource<string> lost = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Task<bool>? closing;
    private int returned;

    internal PageLease(PagePool pool, PageSlot slot)
    {
        this.pool = pool;
        Slot = slot;
        Page = slot.Page!;
        listening = [Page.OnPopup(OnPopup), Page.OnCrash(OnCrash), Page.OnClose(OnClose)];
    }

    public IPage Page { get; }

    /// <summary>Counts from 1 and stays the same for a worker.</summary>
    public int Number => Slot.Number;

    /// <summary>Completes with the reason when the page is lost: crashed, or closed by anyone but us.</summary>
    public Task<string> Lost => lost.Task;

    /// <summary>What console and network say while the page is lent.</summary>
    public PageDiary Diary => Slot.Diary;

    /// <summary>Known once the lease is disposed: the page could not be ended, so something is wrong with more than the page.</summary>
    public bool IsStuck { get; private set; }

    internal PageSlot Slot { get; }

    internal bool IsRetired { get; private set; }

    /// <summary>The page is not used again.</summary>
    public void Retire() => IsRetired = true;

    /// <summary>
    /// Ends whatever is under way on the page by closing it. Returns at once; disposing the lease waits for the end, bounded.
    /// </summary>
    /// <param name="why">What makes it necessary.</param>
    /// <param name="before">Awaited before the page is closed; bounded by whoever gives it. Default: nothing.</param>
    public void Abort(string why, Func<Task>? before = null)
    {
        IsRetired = true;
        closing ??= CloseAsync(why, before);
    }

    /// <summary>The same as part of the work: it is no trouble that anybody has to be told of.</summary>
    public void End()
    {
        IsRetired = true;
        closing ??= pool.CloseAsync(Slot);
    }

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref returned, 1) != 0)
        {
            return;
        }

        Array.ForEach(listening, each => each.Dispose());
        await pool.DropDownloadsAsync(Page);
        for (int closed = 0; PopupAt(closed) is { } popup; closed++)
        {
            await pool.CloseAsync(popup);
        }

        IsStuck = !await pool.ReturnAsync(this, closing);
    }

    private IPage? PopupAt(int index)
    {
        lock (popups)
        {
            return index < popups.Count ? popups[index] : null;
        }
    }

    private async Task<bool> CloseAsync(string why, Func<Task>? before)
    {
        try
        {
            await (before?.Invoke() ?? Task.CompletedTask);
        }
        catch (Exception fault)
        {
            Guarded.Told(Page.Context.Browser, $"what comes before {why}", fault); // the page is to be closed all the more
        }

        return await pool.CloseAsync(Slot, why);
    }

    // What a window opens in its turn is closed with the item, too.
    private void OnPopup(IPage popup)
    {
        popup.OnPopup(OnPopup);
        lock (popups)
        {
            popups.Add(popup);
        }
    }

    private void OnCrash()
    {
        lost.TrySetResult("the page crashed");
        Abort("the page crashed"); // a crash alone leaves calls on the page waiting
    }

    private void OnClose()
    {
        IsRetired = true;
        lost.TrySetResult(Guarded.FaultOf(Page) ?? PageLoss.Gone);
    }
}
