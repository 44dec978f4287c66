using BrowserScraper.Pages;
using BrowserScraper.Session;
using BrowserScraper.Sites;

namespace BrowserScraper.Accounts;

/// <summary>One account at work: its session with context and token gate, and its pages, so many at first.</summary>
internal sealed record AccountLease(SiteAccount Account, BrowserSession Session, PagePool Pages, int PageCount);
