using Microsoft.Playwright;

namespace BrowserScraper.Pages;

/// <summary>The right to drive one page. Disposing it gives the page back, or closes it where it was retired; twice is harmless.</summary>
internal sealed class PageLease : IAsyncDisposable
{
    private readonly PagePool pool;
    private readonly List<IPage> popups = [];
    private readonly TaskCompletionSource<string> lost = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Task? closing;
    private int returned;

    internal PageLease(PagePool pool, PageSlot slot)
    {
        this.pool = pool;
        Slot = slot;
        Page = slot.Page!;
        Page.Popup += OnPopup;
        Page.Crash += OnCrash;
        Page.Close += OnClose;
    }

    public IPage Page { get; }

    /// <summary>Counts from 1 and stays the same for a worker.</summary>
    public int Number => Slot.Number;

    /// <summary>Completes with the reason when the page is lost: crashed, or closed by anyone but us.</summary>
    public Task<string> Lost => lost.Task;

    internal PageSlot Slot { get; }

    internal bool IsRetired { get; private set; }

    /// <summary>The page is not used again.</summary>
    public void Retire() => IsRetired = true;

    /// <summary>Ends whatever is under way on the page by closing it. Returns at once; disposing the lease waits for the end, bounded.</summary>
    public void Abort()
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

        Page.Popup -= OnPopup;
        Page.Crash -= OnCrash;
        Page.Close -= OnClose;
        foreach (IPage popup in popups)
        {
            await pool.CloseAsync(popup);
        }

        await pool.ReturnAsync(this, closing);
    }

    private void OnPopup(object? sender, IPage popup) => popups.Add(popup);

    private void OnCrash(object? sender, IPage page)
    {
        lost.TrySetResult("the page crashed");
        Abort(); // a crash alone leaves calls on the page waiting
    }

    private void OnClose(object? sender, IPage page)
    {
        IsRetired = true;
        lost.TrySetResult("the page was closed, or the browser is gone");
    }
}
