namespace BrowserScraper.BrowserTests.Packages;

/// <summary>Tests that build in the repository itself: two builds of one project at a time get into each other's way.</summary>
[CollectionDefinition]
public sealed class InTheRepository : ICollectionFixture<PackedHome>;
