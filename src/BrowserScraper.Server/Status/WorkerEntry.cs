namespace BrowserScraper.Server.Status;

/// <summary>One page of a run.</summary>
/// <param name="Name">The job's name and the page's number.</param>
/// <param name="Job">The job's id.</param>
/// <param name="Page">The page's number in its run, from 1.</param>
/// <param name="Item">The key of its item; null where it waits for one.</param>
/// <param name="Title">The item's title.</param>
/// <param name="StartedAt">When the attempt began.</param>
/// <param name="Attempt">The attempt's number; 0 without an item.</param>
/// <param name="TimeLeft">Seconds until the attempt is stopped.</param>
internal sealed record WorkerEntry(
    string Name, string Job, int Page, string? Item, string? Title, DateTimeOffset? StartedAt, int Attempt, double? TimeLeft);
