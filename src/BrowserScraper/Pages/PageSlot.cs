using Microsoft.Playwright;

namespace BrowserScraper.Pages;

/// <summary>A place in the pool, with or without an open page.</summary>
internal sealed class PageSlot(int number)
{
    public int Number { get; } = number;

    public IPage? Page { get; set; }

    public int ItemsDone { get; set; }
}
