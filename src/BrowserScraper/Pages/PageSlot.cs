using Microsoft.Playwright;

namespace BrowserScraper.Pages;

/// <summary>A place in the pool, with or without an open page.</summary>
internal sealed class PageSlot(int number, PageDiary diary)
{
    public int Number { get; } = number;

    public PageDiary Diary { get; } = diary;

    public IPage? Page { get; set; }

    /// <summary>A page that is being opened, or was, before somebody needs one here.</summary>
    public Task<IPage>? Ahead { get; set; }

    /// <summary>The same, taken out.</summary>
    public Task<IPage>? TakeAhead()
    {
        Task<IPage>? taken = Ahead;
        Ahead = null;
        return taken;
    }

    public int ItemsDone { get; set; }
}
