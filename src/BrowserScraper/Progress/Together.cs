namespace BrowserScraper.Progress;

/// <summary>How a run stands on all of its machines, when one of them ends its part.</summary>
/// <param name="Others">Other machines that go on.</param>
/// <param name="Done">Done in this run.</param>
/// <param name="Skipped">Skipped in this run.</param>
/// <param name="Failed">Given up in this run.</param>
/// <param name="Remaining">Still to do.</param>
/// <param name="Before">Done or skipped by earlier runs.</param>
internal sealed record Together(int Others, int Done, int Skipped, int Failed, int Remaining, int Before);
