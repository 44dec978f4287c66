namespace BrowserScraper.Trials;

/// <summary>What one round of a trial has brought.</summary>
internal sealed record TrialResult
{
    /// <summary>Who is signed in; null where nobody needs to be.</summary>
    public string? User { get; init; }

    /// <summary>From the beginning to here, signing in included.</summary>
    public required TimeSpan Took { get; init; }

    /// <summary>The list; null where an item needed none.</summary>
    public TriedList? List { get; init; }

    /// <summary>The item; null where none was asked for, or it was not found.</summary>
    public TriedItem? Item { get; init; }

    /// <summary>Why the item that was asked for was not tried; null where it was, or none was asked for.</summary>
    public string? NotFound { get; init; }
}
