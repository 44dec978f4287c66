namespace BrowserScraper.Server.Status;

/// <summary>Something that happened in a job.</summary>
/// <param name="Sequence">Grows with every event, over restarts of the service, too.</param>
/// <param name="At">When.</param>
/// <param name="Job">The job's id.</param>
/// <param name="Kind">What kind of thing.</param>
/// <param name="Item">The item's key, or null.</param>
/// <param name="Text">In one line.</param>
internal sealed record EventEntry(long Sequence, DateTimeOffset At, string Job, EventKind Kind, string? Item, string Text);
