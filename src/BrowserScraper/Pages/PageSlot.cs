using Microsoft.Playwright;

namespace BrowserScraper.Pages;

/// <summary>A place in the pool, with or without an open page.</summary>
internal sealed class PageSlot(int number, PageDiary diary)
{
    public int Number { get; } = number;

    public PageDiary Diary { get; } = diary;

    public IPage? Page { get; set; }

    public int ItemsDone { get; set; }
}
