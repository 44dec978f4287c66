namespace BrowserScraper.DemoSites.Odd;

/// <summary>An item, as its own page tells of it.</summary>
/// <param name="Number">From 1; part of its address.</param>
/// <param name="Key">Such as <c>ODD-0001</c>.</param>
/// <param name="Title">The heading of its page.</param>
/// <param name="Note">The field <c>note</c>.</param>
/// <param name="Code">The field <c>code</c>.</param>
public sealed record OddItem(int Number, string Key, string Title, string Note, string Code);
