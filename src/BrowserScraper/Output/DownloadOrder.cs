using BrowserScraper.Items;
using BrowserScraper.Session;
using Microsoft.Playwright;

namespace BrowserScraper.Output;

/// <summary>A file to be fetched.</summary>
/// <param name="Page">The page that it belongs to; its context gives the cookies.</param>
/// <param name="Address">Where the file is, or null where only a click tells.</param>
/// <param name="Link">What a person would click, or null.</param>
/// <param name="Target">The staged file to write.</param>
/// <param name="Tokens">The gate of the session that the page belongs to.</param>
/// <param name="By">Who asks, for the lineage of tokens.</param>
internal sealed record DownloadOrder(IPage Page, Uri? Address, ILocator? Link, string Target, CookieManager Tokens, string By)
{
    /// <summary>What the file must be. Default: anything but an HTML page.</summary>
    public Expectation Expect { get; init; } = new(FileKind.Any);

    /// <summary>The only lane that may fetch it, as its script says; null for what DOWNLOAD_LANE says.</summary>
    public DownloadLane? Lane { get; init; }

    /// <summary>What the page showed when the file was asked for.</summary>
    public string From { get; } = Page.Url;
}
