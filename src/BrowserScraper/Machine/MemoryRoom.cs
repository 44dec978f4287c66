namespace BrowserScraper.Machine;

/// <param name="Free">Bytes that can still be had.</param>
/// <param name="Limit">Bytes that there are altogether.</param>
internal sealed record MemoryRoom(long Free, long Limit);
