using BrowserScraper.Sites;

namespace BrowserScraper.Accounts;

/// <summary>What has changed in a machine's share of the accounts.</summary>
/// <param name="Given">It has these from now on.</param>
/// <param name="Gone">It has these no more, or is to give them back.</param>
internal sealed record AccountChange(IReadOnlyList<SiteAccount> Given, IReadOnlyList<SiteAccount> Gone);
