using System.Threading.Channels;
using BrowserScraper.Browsers;
using BrowserScraper.Items;
using BrowserScraper.Session;
using Microsoft.Playwright;

namespace BrowserScraper.Pages;

/// <summary>
/// Lends out so many pages of a session. A slot without a page gets one when it is rented, and so does one whose page had better be in
/// another of the session's contexts; a page that was damaged, or has served long enough, is closed on return, and so is one too many. The
/// pages go with the browser. Members may be called concurrently.
/// </summary>
internal sealed class PagePool
{
    private const int OpenTries = 5;

    private static readonly TimeSpan OpenLimit = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan StepLimit = TimeSpan.FromSeconds(1);

    private readonly Lock gate = new();
    private readonly Dictionary<int, PageSlot> slots = [];
    private readonly Channel<PageSlot> idle = Channel.CreateUnbounded<PageSlot>();
    private readonly BrowserSession session;
    private readonly PageOptions options;
    private readonly PageNumbers numbers;
    private readonly ResourceBlocker blocker;
    private readonly PageEnding ending;
    private readonly TimeProvider time;
    private int wanted;

    /// <param name="session">Whose pages they are.</param>
    /// <param name="options">How they are kept.</param>
    /// <param name="blocker">What is not loaded.</param>
    /// <param name="numbers">Gives each its number; pages of one run are numbered through.</param>
    /// <param name="recovered">Told of each step to end a page that does not end by itself.</param>
    /// <param name="time">The clock.</param>
    public PagePool(
        BrowserSession session, PageOptions options, ResourceBlocker blocker, PageNumbers numbers, Action<LadderStep> recovered,
        TimeProvider time)
    {
        this.session = session;
        this.options = options;
        this.numbers = numbers;
        ending = new(recovered, time);
        this.time = time;
        this.blocker = blocker;
        AddSlots(options.Count);
    }

    /// <summary>
    /// Changes how many pages there are. Where there are fewer, idle pages are closed at once, those with the highest numbers first, and
    /// those in use when they are given back.
    /// </summary>
    public async Task SetCountAsync(int count)
    {
        AddSlots(count);
        List<PageSlot> resting = [];
        while (idle.Reader.TryRead(out PageSlot? slot))
        {
            resting.Add(slot);
        }

        PageSlot[] surplus = [.. resting.OrderByDescending(slot => slot.Number).Where(IsOneTooMany)];
        foreach (PageSlot slot in resting.Except(surplus).OrderBy(slot => slot.Number))
        {
            idle.Writer.TryWrite(slot);
        }

        await Task.WhenAll(surplus.Select(slot => CloseAsync(slot)));
    }

    /// <summary>The page with that number as it is now; null where there is none, or it is not open.</summary>
    public IPage? PageOf(int number)
    {
        lock (gate)
        {
            return slots.GetValueOrDefault(number)?.Page;
        }
    }

    /// <summary>Begins to open the page that will be rented first, before anybody rents one. Returns at once.</summary>
    public void OpenAhead(CancellationToken stopping)
    {
        lock (gate)
        {
            if (slots.Values.MinBy(slot => slot.Number) is { Page: null, Ahead: null } first)
            {
                first.Ahead = OpenAsync(first, stopping);
            }
        }
    }

    /// <summary>Waits for a free page, and opens it where there is none yet.</summary>
    public async Task<PageLease> RentAsync(CancellationToken stopping)
    {
        PageSlot slot = await idle.Reader.ReadAsync(stopping);
        try
        {
            if (slot.Page is { IsClosed: false } open && session.IsMisplaced(open))
            {
                await CloseAsync(slot);
            }

            if (slot.Page is null or { IsClosed: true })
            {
                slot.Page = await OpenPatientlyAsync(slot, stopping);
                slot.ItemsDone = 0;
            }

            slot.Diary.Clear();

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
        await blocker.ApplyAsync(page).WaitAsync(OpenLimit, time, stopping);
        PageDownloads.Of(page, time); // from now on none stays that nobody takes
        await ClickSignals.OfAsync(page, time);
        return page;
    }

    /// <summary>Drops the downloads that nobody has taken, and has a page's garbage collected where it is time for that.</summary>
    /// <param name="page">The page, while nothing is under way on it.</param>
    /// <param name="items">How many items or lists it has shown; 0 before the first.</param>
    public async Task CollectAsync(IPage page, int items)
    {
        await DropDownloadsAsync(page);
        if (items > 0 && items % options.ItemsPerCollection == 0)
        {
            await page.RequestGCAsync().EndsWithinAsync(StepLimit, time);
        }
    }

    /// <summary>Ends the downloads of a page that nobody has taken, and closes the windows that have come of them.</summary>
    internal Task DropDownloadsAsync(IPage page) => PageDownloads.Of(page, time).DropAsync();

    /// <returns>False where the page could not be ended.</returns>
    internal async Task<bool> ReturnAsync(PageLease lease, Task<bool>? closing)
    {
        PageSlot slot = lease.Slot;
        bool isFine = true;
        bool isOneTooMany = IsOneTooMany(slot);
        slot.ItemsDone++;
        try
        {
            session.Returned(lease.Page);
            if (closing is not null)
            {
                isFine = await closing;
            }
            else if (isOneTooMany || lease.IsRetired || slot.ItemsDone >= options.ItemsPerPage)
            {
                isFine = await CloseAsync(slot);
            }
            else
            {
                await CollectAsync(slot.Page!, slot.ItemsDone);
            }

            return isFine;
        }
        finally
        {
            if (!isOneTooMany)
            {
                idle.Writer.TryWrite(slot); // whatever was thrown: a worker waits for it
            }
        }
    }

    private void AddSlots(int count)
    {
        lock (gate)
        {
            session.SetPageCount(count);
            for (wanted = count; slots.Count < wanted;)
            {
                PageSlot slot = new(numbers.Take(), new PageDiary(time));
                slots.Add(slot.Number, slot);
                idle.Writer.TryWrite(slot);
            }
        }
    }

    /// <summary>Takes the slot out where there are more than are wanted.</summary>
    private bool IsOneTooMany(PageSlot slot)
    {
        lock (gate)
        {
            if (slots.Count <= wanted)
            {
                return false;
            }

            slots.Remove(slot.Number);
            numbers.Give(slot.Number);
            return true;
        }
    }

    /// <summary>Closes the slot's page, and leaves the slot without one whatever comes of that.</summary>
    /// <param name="slot">The slot.</param>
    /// <param name="why">What makes it necessary while the page is in use; null where it is just closed.</param>
    internal async Task<bool> CloseAsync(PageSlot slot, string? why = null)
    {
        if (slot.TakeAhead() is { } opening)
        {
            _ = ending.CloseWhenOpenAsync(opening);
        }

        IPage? page = slot.Page;
        slot.Page = null;
        return page is null || await CloseAsync(page, slot.Number, why);
    }

    /// <inheritdoc cref="PageEnding.CloseAsync"/>
    internal Task<bool> CloseAsync(IPage page, int? number = null, string? why = null) => ending.CloseAsync(page, number, why);

    /// <summary>A browser that has just died is started again underneath; that may take more than one try.</summary>
    private async Task<IPage> OpenPatientlyAsync(PageSlot slot, CancellationToken stopping)
    {
        for (int attempt = 1; ; attempt++)
        {
            Task<IPage> opening = slot.TakeAhead() ?? OpenAsync(slot, stopping);
            try
            {
                return await opening.WaitAsync(OpenLimit, time, stopping);
            }
            catch (Exception exception) when (BrowserLoss.MayBe(exception))
            {
                _ = ending.CloseWhenOpenAsync(opening);
                await session.SuspectAsync(exception, stopping);
                if (attempt == OpenTries)
                {
                    throw new RunStopException(StopReason.MachineLacks,
                        $"no page can be opened in the browser ({exception.Message.Split('\n')[0]}); see that there is memory for "
                            + $"CONCURRENT_PAGES={wanted}", exception);
                }
            }
        }
    }

    private async Task<IPage> OpenAsync(PageSlot slot, CancellationToken stopping)
    {
        IPage page = await OpenAsync($"page {slot.Number}", stopping);
        await slot.Diary.ListenAsync(page);
        return page;
    }
}
