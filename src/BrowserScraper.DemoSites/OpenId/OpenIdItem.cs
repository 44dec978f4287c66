namespace BrowserScraper.DemoSites.OpenId;

/// <summary>One of what the portal has.</summary>
/// <param name="Number">From 1.</param>
/// <param name="Key">Its stable key.</param>
/// <param name="Title">Its heading.</param>
/// <param name="Note">A text of its own.</param>
public sealed record OpenIdItem(int Number, string Key, string Title, string Note);
