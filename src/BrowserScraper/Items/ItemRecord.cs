namespace BrowserScraper.Items;

/// <summary>One item as the checkpoint holds it.</summary>
public sealed record ItemRecord(WorkItem Item)
{
    public ItemState State { get; init; }

    /// <summary>
    /// Attempts that were paid for (see the cost table in <c>RetryRules</c>), over all runs since the last success or fresh start.
    /// </summary>
    public int Attempts { get; init; }

    /// <summary>Attempts that were cut short by a crash or a stop, in a row; bounded, so that a poison item ends.</summary>
    public int Interruptions { get; init; }

    /// <summary>How the last attempt ended, such as <c>TimedOut</c>; null before the first.</summary>
    public string? Outcome { get; init; }

    /// <summary>Why, in one line, where it did not end well.</summary>
    public string? Error { get; init; }

    public IReadOnlyList<SavedFile> Files { get; init; } = [];

    /// <summary>When the state was last changed.</summary>
    public DateTimeOffset Updated { get; init; }
}
