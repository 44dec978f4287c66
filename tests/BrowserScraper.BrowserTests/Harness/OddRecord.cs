namespace BrowserScraper.BrowserTests.Harness;

/// <summary>What the odd scripts read of an item.</summary>
internal sealed record OddRecord(string Title, string Note, string Code);
