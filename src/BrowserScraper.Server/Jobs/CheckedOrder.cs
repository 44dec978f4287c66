using BrowserScraper.Sites;

namespace BrowserScraper.Server.Jobs;

/// <summary>An order in which nothing is wrong.</summary>
/// <param name="Job">The job's name.</param>
/// <param name="Script">Its script, not placed on any site: it can tell what a line of input is, and nothing else.</param>
public sealed record CheckedOrder(string Job, SiteScript Script);
