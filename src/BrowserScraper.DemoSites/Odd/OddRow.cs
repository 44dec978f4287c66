namespace BrowserScraper.DemoSites.Odd;

/// <summary>A row of the list.</summary>
internal sealed record OddRow(string Key, string Title, string Address);
