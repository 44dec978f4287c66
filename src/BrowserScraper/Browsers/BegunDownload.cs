using Microsoft.Playwright;

namespace BrowserScraper.Browsers;

/// <summary>A download that a page, or a window of it, has begun.</summary>
/// <param name="file">It.</param>
/// <param name="page">Who told of it: the page, one of its windows, or for a window that shows nothing yet who has opened it.</param>
/// <param name="from">The host of the page that it belongs to in the end.</param>
/// <param name="at">When, as a timestamp.</param>
internal sealed class BegunDownload(IDownload file, IPage page, string from, long at)
{
    public IDownload File => file;

    public IPage Page => page;

    public string From => from;

    public long At => at;

    /// <summary>It came in a window, or in what may be one.</summary>
    public bool IsOfWindow { get; set; }

    /// <summary>Somebody has got it, and sees to its file.</summary>
    public bool IsTaken { get; set; }
}
