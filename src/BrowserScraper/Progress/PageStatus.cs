namespace BrowserScraper.Progress;

/// <summary>What one page is doing.</summary>
/// <param name="Page">Its number, from 1.</param>
/// <param name="Item">The item's key, or null where it is waiting.</param>
/// <param name="Title">The item's title, or null.</param>
/// <param name="Attempt">The attempt's number, or 0.</param>
/// <param name="StartedAt">Since when.</param>
/// <param name="Deadline">When the attempt is stopped at the latest.</param>
internal sealed record PageStatus(int Page, string? Item, string? Title, int Attempt, DateTimeOffset? StartedAt, DateTimeOffset? Deadline);
