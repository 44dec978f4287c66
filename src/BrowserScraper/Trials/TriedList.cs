namespace BrowserScraper.Trials;

/// <summary>What a script has read of its list, without secrets.</summary>
internal sealed record TriedList
{
    /// <summary>What it has yielded, as it came.</summary>
    public required IReadOnlyList<TriedRow> Rows { get; init; }

    /// <summary>How many of these rows a run would take.</summary>
    public required int Usable { get; init; }

    public required TimeSpan Took { get; init; }

    /// <summary>Where it would go on; null where it has come to the list's end, or that is not known.</summary>
    public string? Next { get; init; }

    /// <summary>It has come to the list's end.</summary>
    public bool IsWhole { get; init; }

    /// <summary>How many the list says that it has, in words; null where the script does not say.</summary>
    public string? Expected { get; init; }

    /// <summary>What is odd, one line each.</summary>
    public IReadOnlyList<string> Oddities { get; init; } = [];

    /// <summary>What the marks see on the page that was read last; null where nobody needs to be signed in, or it is gone.</summary>
    public SeenMarks? Marks { get; init; }

    /// <summary>Why it broke off; null where it did not.</summary>
    public string? Failure { get; init; }

    /// <summary>What helps to mend the script, where it broke off.</summary>
    public TriedFault? Fault { get; init; }

    /// <summary>The folder with what the page showed, where something is wrong.</summary>
    public string? Evidence { get; init; }
}
