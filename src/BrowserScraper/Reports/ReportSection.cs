namespace BrowserScraper.Reports;

/// <summary>A part of the page with a heading of its own.</summary>
/// <param name="Id">For links within the page.</param>
/// <param name="Title">Its heading.</param>
/// <param name="Body">What stands below.</param>
internal sealed record ReportSection(string Id, string Title, Html Body);
