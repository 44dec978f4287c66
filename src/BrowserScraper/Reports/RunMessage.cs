namespace BrowserScraper.Reports;

/// <summary>A line for the operator.</summary>
/// <param name="Seconds">Since the run began.</param>
/// <param name="Text">What it says.</param>
internal sealed record RunMessage(double Seconds, string Text);
