namespace BrowserScraper.DemoSites.Media;

/// <summary>What scrolls at the source <c>scroller</c>.</summary>
public enum ScrollerShape
{
    /// <summary>The window; results that have come stay in the page.</summary>
    Window,

    /// <summary>A box within the page; results that have come stay in it.</summary>
    Box,

    /// <summary>The window; only the results near the view are in the page, and come from the server each time.</summary>
    Virtual,
}
