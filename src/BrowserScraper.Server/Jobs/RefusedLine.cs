namespace BrowserScraper.Server.Jobs;

/// <summary>A line that is no item.</summary>
internal sealed record RefusedLine(string Input, string Why);
