namespace BrowserScraper.DemoSites.Odd;

/// <summary>A page of the list. <paramref name="Total"/> is what it says, whatever there is.</summary>
internal sealed record OddListPage(int Page, int Pages, int Total, IReadOnlyList<OddRow> Rows);
