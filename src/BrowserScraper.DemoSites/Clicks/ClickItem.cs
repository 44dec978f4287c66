namespace BrowserScraper.DemoSites.Clicks;

/// <summary>One item of the click portal.</summary>
/// <param name="Number">From 1 on.</param>
/// <param name="Key">The site's own key.</param>
/// <param name="Way">How its file comes.</param>
public sealed record ClickItem(int Number, string Key, ClickWay Way);
