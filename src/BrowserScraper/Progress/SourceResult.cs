namespace BrowserScraper.Progress;

/// <summary>What one source (a group of items) has given in a run.</summary>
public sealed record SourceResult
{
    /// <summary>The group's name; the script's where its items have none.</summary>
    public required string Source { get; init; }

    public int Done { get; init; }

    public int Skipped { get; init; }

    public int Failed { get; init; }

    /// <summary>Left to do by its time limit or the run's end.</summary>
    public int Left { get; init; }

    /// <summary>Files saved; what another item had before is not among them.</summary>
    public int Files { get; init; }

    /// <summary>Files that another item had before, and that are kept once.</summary>
    public int Duplicates { get; init; }

    /// <summary>Pictures saved.</summary>
    public int Images { get; init; }

    /// <summary>Videos saved.</summary>
    public int Videos { get; init; }

    public long BytesSaved { get; init; }

    /// <summary>From its first item to its last.</summary>
    public double Seconds { get; init; }

    /// <summary>Its time was up (SOURCE_TIMEOUT).</summary>
    public bool TimedOut { get; init; }

    /// <summary>It is at work, or was when the run was killed.</summary>
    public bool IsOpen { get; init; }

    /// <summary>It was skipped, having failed in run after run, and is tried again after this time; null where it was not.</summary>
    public DateTimeOffset? SkippedUntil { get; init; }

    /// <summary>How it stands, in a word or two.</summary>
    public string State => this switch
    {
        { SkippedUntil: not null } => "skipped",
        { TimedOut: true } => "timed out",
        { IsOpen: true } => "not ended",
        { Left: > 0 } => "stopped",
        { Failed: > 0 } => "with failures",
        _ => "complete",
    };

    /// <summary>Why its last attempt that did not end well did not; null where all did.</summary>
    public string? LastError { get; init; }

    /// <summary>Nothing that it had was left out.</summary>
    public bool IsWhole => Failed == 0 && Left == 0 && !TimedOut && !IsOpen;
}
