namespace BrowserScraper.Stores;

/// <summary>A process that works on a job, or did in its last run, as far as the store knows of it.</summary>
/// <param name="Host">What the machine calls itself.</param>
/// <param name="Process">The process id there.</param>
public sealed record MachineView(string Host, int Process)
{
    /// <summary>Since when it works; null where that is not known.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>When it was last heard of, by the store's clock; null where the store is not told.</summary>
    public DateTimeOffset? Heard { get; init; }

    /// <summary>When it left; null where it has not.</summary>
    public DateTimeOffset? Left { get; init; }

    /// <summary>It has not left, and has not been heard of for so long that the others have taken back what it had.</summary>
    public bool IsLost { get; init; }

    /// <summary>With how many pages it works; null where that is not known.</summary>
    public int? Pages { get; init; }

    /// <summary>How many items it has brought to done in this run; null where that is not known.</summary>
    public int? Items { get; init; }

    /// <summary>The program's version there; null where that is not known.</summary>
    public string? Version { get; init; }

    /// <summary>How much its clock is ahead of the store's, to within the time that a message takes; null where that is not
    /// known.</summary>
    public TimeSpan? ClockOffset { get; init; }

    /// <summary>Its number among all that ever worked; 0 where the store has none.</summary>
    internal long Number { get; init; }

    /// <summary>It works.</summary>
    public bool IsAtWork => Left is null && !IsLost;

    /// <summary>Items a minute since it came; null where that is not known.</summary>
    public double? PerMinute =>
        Items is { } items && Since is { } since && (Left ?? Heard) is { } until && until > since ? items / (until - since).TotalMinutes
            : null;
}
