using BrowserScraper.Browsers;
using BrowserScraper.Pages;
using BrowserScraper.Session;
using BrowserScraper.Sites;

namespace BrowserScraper.Accounts;

/// <summary>One account at work: its session with context and token gate, and its pages, so many at first.</summary>
internal sealed record AccountLease(SiteAccount Account, BrowserSession Session, PagePool Pages, int PageCount)
{
    /// <summary>The session, in so far as attempts use it: side by side, but for one that has to be alone.</summary>
    public SharedUse Attempts { get; } = new();
}
