namespace BrowserScraper.Progress;

/// <param name="Seconds">Since the run began.</param>
/// <param name="Bytes">Browser, driver and harness together.</param>
internal sealed record MemorySample(double Seconds, long Bytes);
