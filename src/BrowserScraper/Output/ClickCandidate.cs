using BrowserScraper.Browsers;

namespace BrowserScraper.Output;

/// <summary>A download that began since a click.</summary>
/// <param name="Download">It.</param>
/// <param name="Standing">How it stands to the click.</param>
/// <param name="Request">The request that it is the answer to; null where that is not known.</param>
/// <param name="Told">What the page's protocol session tells of it; null for a window's.</param>
internal sealed record ClickCandidate(BegunDownload Download, DownloadStanding Standing, PageRequest? Request, PageDownload? Told)
{
    /// <summary>Where it was saved to be looked at; null before that.</summary>
    public string? Saved { get; set; }

    /// <summary>What the script's check has said of it; null where it is right, or was not looked at.</summary>
    public string? Fault { get; set; }
}
