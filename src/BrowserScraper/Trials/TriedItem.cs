using BrowserScraper.Items;

namespace BrowserScraper.Trials;

/// <summary>What came of one item, without secrets.</summary>
internal sealed record TriedItem
{
    public required TriedRow Item { get; init; }

    /// <summary>As in logs, such as <c>Done</c>.</summary>
    public required string Outcome { get; init; }

    /// <summary>Why, in one line; empty where it is done.</summary>
    public string Reason { get; init; } = "";

    public required TimeSpan Took { get; init; }

    /// <summary>How often it was begun: twice where the session had ended the first time.</summary>
    public int Attempts { get; init; } = 1;

    /// <summary>Nothing that was read shows that somebody was signed in: a run looks at the home page before it takes that.</summary>
    public bool IsUnproven { get; init; }

    /// <summary>What was read, null where the script gave none.</summary>
    public IReadOnlyList<TriedField>? Record { get; init; }

    public IReadOnlyList<SavedFile> Files { get; init; } = [];

    /// <summary>Where they lie.</summary>
    public string FilesFolder { get; init; } = "";

    /// <summary>Keys of further items that it has led to.</summary>
    public IReadOnlyList<string> Added { get; init; } = [];

    /// <summary>What helps to mend the script, where it is not done.</summary>
    public TriedFault? Fault { get; init; }

    /// <summary>The folder with what the page showed, where something is wrong.</summary>
    public string? Evidence { get; init; }
}
