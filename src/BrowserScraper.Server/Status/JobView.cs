using BrowserScraper.Server.Jobs;

namespace BrowserScraper.Server.Status;

/// <summary>One job.</summary>
/// <param name="Id">As in addresses.</param>
/// <param name="Script">Its script.</param>
/// <param name="Request">What it is about, or null.</param>
/// <param name="State">How it stands.</param>
internal sealed record JobView(string Id, string Script, string? Request, JobState State)
{
    /// <summary>What its run does now; null where none is at work.</summary>
    public string? Phase { get; init; }

    /// <summary>The current run's id, or the last one's.</summary>
    public string? Run { get; init; }

    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>When the run ends at the latest (GLOBAL_JOB_TIMEOUT), or null.</summary>
    public DateTimeOffset? Deadline { get; init; }

    /// <summary>Four fifths of its time are over.</summary>
    public bool NearLimit { get; init; }

    /// <summary>Why it has ended, or what keeps it; null where there is nothing to say.</summary>
    public string? Message { get; init; }

    /// <summary>What the operator should know of the run, such as that it uses the embedded demo portal.</summary>
    public string? Remark { get; init; }

    /// <summary>Workers that it may have now.</summary>
    public int Pages { get; init; }

    /// <summary>The bounds within which their number finds itself, such as <c>1-32</c>; null where it stays as it is.</summary>
    public string? AutoPages { get; init; }

    public required JobCounts Counts { get; init; }

    /// <summary>Done items per hour.</summary>
    public double RatePerHour { get; init; }

    /// <summary>Seconds until everything known is settled, or null.</summary>
    public double? TimeLeft { get; init; }

    /// <summary>Browser, driver and service together; null where the platform does not tell.</summary>
    public long? MemoryBytes { get; init; }

    public IReadOnlyList<SourceView> Sources { get; init; } = [];

    /// <summary>Who works on it, or did in its last run; null where a job is for one process, and where the store was not looked at.
    /// </summary>
    public IReadOnlyList<MachineEntry>? Machines { get; init; }
}
