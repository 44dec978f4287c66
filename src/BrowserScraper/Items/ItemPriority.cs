namespace BrowserScraper.Items;

/// <summary>Which of the waiting items come first. Among equals, the one that was added first.</summary>
public enum ItemPriority
{
    Low = -1,

    Normal = 0,

    High = 1,
}
