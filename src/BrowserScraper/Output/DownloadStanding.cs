namespace BrowserScraper.Output;

/// <summary>How a download stands to the click that was made; the later, the nearer.</summary>
internal enum DownloadStanding
{
    /// <summary>It had been asked for before.</summary>
    Foreign,

    /// <summary>A script has begun it, and nothing tells whether the click made it do so.</summary>
    ByScript,

    /// <summary>It came in a window that the click has opened, on a page that it has led to, or together with another one.</summary>
    Likely,

    /// <summary>
    /// The link's or the form's own address begins it, or it is all that was begun while the click was handled, or what a script has asked
    /// for within the click was answered with its address.
    /// </summary>
    Own,
}
