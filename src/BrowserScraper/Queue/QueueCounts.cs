namespace BrowserScraper.Queue;

/// <summary>How many items stand where, at one moment.</summary>
public sealed record QueueCounts(int Ready, int Later, int Claimed);
