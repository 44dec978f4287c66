using BrowserScraper.Lists;

namespace BrowserScraper.Discovery;

/// <summary>How one try to read a list has ended.</summary>
internal sealed record ReadingEnd
{
    /// <summary>Why the end was not reached; null where it was, or where the run needs no more.</summary>
    public string? Failure { get; init; }

    /// <summary>What was thrown; null where that is no defect.</summary>
    public Exception? Thrown { get; init; }

    /// <summary>The run needs no more.</summary>
    public bool IsCutShort { get; init; }

    /// <summary>What was read; null where the end was not reached.</summary>
    public ListPass? Pass { get; init; }

    /// <summary>Why it may be worth to read the list once more; null where it is not.</summary>
    public string? Again { get; init; }

    /// <summary>It is no try: the site has asked to wait, and was waited for.</summary>
    public bool IsFree { get; init; }

    /// <summary>No further try would do better.</summary>
    public bool IsForGood { get; init; }

    /// <summary>The next try waits a while.</summary>
    public bool NeedsPause { get; init; }

    public static ReadingEnd Broken(string failure, bool needsPause = false) => new() { Failure = failure, NeedsPause = needsPause };
}
