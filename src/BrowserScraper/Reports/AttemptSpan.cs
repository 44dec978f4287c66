namespace BrowserScraper.Reports;

/// <summary>One attempt on the timeline.</summary>
/// <param name="Page">The page's number.</param>
/// <param name="Start">In seconds since the run began.</param>
/// <param name="Seconds">How long it took.</param>
/// <param name="Outcome">How it ended.</param>
/// <param name="Ending">What that meant for the item.</param>
internal readonly record struct AttemptSpan(int Page, double Start, double Seconds, string Outcome, AttemptEnding Ending)
{
    public double End => Start + Seconds;
}
