using BrowserScraper.Items;

namespace BrowserScraper.Stores;

/// <summary>What came of completing a claim.</summary>
/// <param name="IsLost">The claim did not hold any more: nothing was changed.</param>
public sealed record CompletionResult(bool IsLost = false)
{
    /// <summary>It is lost because the operator wants the item no more; its record says so. Default: false.</summary>
    public bool IsCancelled { get; init; }

    /// <summary>The files as they are recorded: some may be shared with another item.</summary>
    public IReadOnlyList<SavedFile> Files { get; init; } = [];

    /// <summary>
    /// Why what it has cannot be its own: too many items have the same. It is recorded as a bad file, and waits for the next run. Else
    /// null.
    /// </summary>
    public string? Suspect { get; init; }

    /// <summary>What the operator should know, one line each.</summary>
    public IReadOnlyList<string> Notices { get; init; } = [];

    /// <summary>What became of the followers.</summary>
    public IReadOnlyList<AddedItem> Followers { get; init; } = [];
}
