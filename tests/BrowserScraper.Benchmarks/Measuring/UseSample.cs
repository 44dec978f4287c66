namespace BrowserScraper.Benchmarks.Measuring;

/// <param name="At">When it was taken.</param>
/// <param name="HostSeconds">Processor time of harness and driver so far, those of their processes that have ended included.</param>
/// <param name="BrowserSeconds">The same of the browser's processes.</param>
/// <param name="Bytes">Memory of all processes now, shared pages counted once; null where it was not counted this time.</param>
/// <param name="Done">Files that the portal has sent by then.</param>
internal sealed record UseSample(DateTimeOffset At, double HostSeconds, double BrowserSeconds, long? Bytes, int Done);
