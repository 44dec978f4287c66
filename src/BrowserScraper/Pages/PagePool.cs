using System.Threading.Channels;
using BrowserScraper.Items;
using BrowserScraper.Session;
using Microsoft.Playwright;

namespace BrowserScraper.Pages;

/// <summary>
/// Lends out a fixed number of pages of the shared context. A slot without a page gets one when it is rented; a page
/// that was damaged, or has served long enough, is closed on return. The pages go with the
/// browser. Members may be called concurrently.
/// </summary>
internal sealed class PagePool
{
    private const int OpenTries = 5;

    private static readonly TimeSpan CloseLimit = TimeSpan.FromSeconds(1);

    private readonly Channel<PageSlot> idle = Channel.CreateUnbounded<PageSlot>();
    private readonly BrowserSession session;
    private readonly PageOptions options;
    private readonly ResourceBlocker blocker;
    private readonly TimeProvider time;

    public PagePool(BrowserSession session, PageOptions options, TimeProvider time)
    {
        this.session = session;
        this.options = options;
        this.time = time;
        blocker = new(options.BlockResources, options.BlockedUrls);
        for (int number = options.FirstNumber; number < options.FirstNumber + options.Count; number++)
        {
            idle.Writer.TryWrite(new(number));
        }
    }

    /// <summary>Waits for a free page, and opens it where there is none yet.</summary>
    public async Task<PageLease> RentAsync(CancellationToken stopping)
    {
        PageSlot slot = await idle.Reader.ReadAsync(stopping);
        try
        {
            if (slot.Page is null or { IsClosed: true })
            {
                slot.Page = await OpenPatientlyAsync($"page {slot.Number}", stopping);
                slot.ItemsDone = 0;
            }

            return new PageLease(this, slot);
        }
        catch
        {
            idle.Writer.TryWrite(slot);
            throw;
        }
    }

    /// <summary>Opens a page outside the pool, prepared like those in it; the caller closes it.</summary>
    public async Task<IPage> OpenAsync(string name, CancellationToken stopping)
    {
        IPage page = await session.OpenPageAsync(name, stopping);
        await blocker.ApplyAsync(page);
        return page;
    }

    internal async Task ReturnAsync(PageLease lease, Task? closing)
    {
        PageSlot slot = lease.Slot;
        slot.ItemsDone++;
        if (closing is not null)
        {
            await closing;
        }
        else if (lease.IsRetired || slot.ItemsDone >= options.ItemsPerPage)
        {
            await CloseAsync(slot);
        }

        else if (slot.ItemsDone % options.ItemsPerCollection == 0)
        {
            await EndsAsync(slot.Page!.RequestGCAsync());
        }

        idle.Writer.TryWrite(slot);
    }

    internal async Task CloseAsync(PageSlot slot)
    {
        IPage? page = slot.Page;
        slot.Page = null;
        if (page is not null)
        {
            await CloseAsync(page);
        }
    }

    /// <summary>Closes a page within seconds; one that does not close is crashed, which takes its renderer away.</summary>
    internal async Task CloseAsync(IPage page)
    {
        if (!page.IsClosed && !await EndsAsync(page.CloseAsync()))
        {
            await EndsAsync(CrashAsync(page));
        }
    }

    /// <summary>A browser that has just died is started again underneath; that may take more than one try.</summary>
    private async Task<IPage> OpenPatientlyAsync(string name, CancellationToken stopping)
    {
        for (int attempt = 1; ; attempt++)
        {
            try
            {
                return await OpenAsync(name, stopping);
            }
            catch (Exception exception) when (exception is PlaywrightException or TimeoutException)
            {
                if (attempt == OpenTries)
                {
                    throw new RunStopException(StopReason.MachineLacks,
                        $"no page can be opened in the browser ({exception.Message.Split('\n')[0]}); see that there is memory for CONCURRENT_PAGES={options.Count}", exception);
                }
            }
        }
    }

    private static async Task CrashAsync(IPage page)
    {
        ICDPSession protocol = await page.Context.NewCDPSessionAsync(page);
        await protocol.SendAsync("Page.crash");
    }

    private async Task<bool> EndsAsync(Task closing)
    {
        try
        {
            await closing.WaitAsync(CloseLimit, time);
            return true;
        }
        catch (PlaywrightException)
        {
            return true; // closed by someone else meanwhile
        }
        catch (TimeoutException)
        {
            return false;
        }
    }
}
