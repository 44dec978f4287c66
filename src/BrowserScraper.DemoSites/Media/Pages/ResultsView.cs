using BrowserScraper.DemoSites.Media.Content;
using BrowserScraper.DemoSites.Media.Sources;

namespace BrowserScraper.DemoSites.Media.Pages;

/// <summary>One page of results.</summary>
/// <param name="Source">Whose page it is.</param>
/// <param name="Query">As the visitor typed it.</param>
/// <param name="Shown">What stands on this page.</param>
/// <param name="Found">How many there are on all pages.</param>
/// <param name="Page">Counted from 1.</param>
/// <param name="Pages">At least 1.</param>
internal sealed record ResultsView(
    SourceFacts Source, string Query, IReadOnlyList<Medium> Shown, int Found, int Page, int Pages);
