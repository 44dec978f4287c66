namespace BrowserScraper.DemoSites.Clicks;

/// <summary>How a page begins its brochure, which nobody has clicked for.</summary>
public enum BrochureForm
{
    /// <summary>By a frame.</summary>
    Frame,

    /// <summary>A script clicks a link of its own making.</summary>
    Anchor,

    /// <summary>The same, and the link says that it is a download.</summary>
    DownloadAnchor,

    /// <summary>A script posts a form.</summary>
    Form,

    /// <summary>By a window.</summary>
    Window,

    /// <summary>A script fetches it, and hands it over as a blob.</summary>
    Blob,
}
