namespace BrowserScraper.Scripts;

/// <summary>How further results come.</summary>
public enum MediaPaging
{
    /// <summary>All are there at once.</summary>
    None,

    /// <summary>By scrolling down.</summary>
    Scroll,

    /// <summary>On further pages, by number.</summary>
    Pages,
}
