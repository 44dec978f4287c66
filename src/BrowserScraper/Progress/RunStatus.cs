namespace BrowserScraper.Progress;

/// <summary>How a run stands at one moment. Never changes; ask again for a newer one.</summary>
internal sealed record RunStatus
{
    public string Job { get; init; } = "";

    public string Run { get; init; } = "";

    public DateTimeOffset StartedAt { get; init; }

    /// <summary>When the run or an item last got further: found, begun or ended; null before the run's first event.</summary>
    public DateTimeOffset? ProgressAt { get; init; }

    /// <summary>
    /// What the run does now: starting, signing in (or starting the browser, where nobody signs in), working (and which hosts are away
    /// meanwhile), stopping, ended.
    /// </summary>
    public string Phase { get; init; } = "starting";

    /// <summary>Items of this run as far as they are known.</summary>
    public int Queued { get; init; }

    public bool DiscoveryIsOver { get; init; }

    public int DoneBefore { get; init; }

    public int Done { get; init; }

    public int Skipped { get; init; }

    /// <summary>Items whose work is done, and that wait for a look at the home page.</summary>
    public int Held { get; init; }

    /// <summary>Items given up in this run.</summary>
    public int Failed { get; init; }

    /// <summary>Attempts that ended in another attempt.</summary>
    public int Retries { get; init; }

    /// <summary>Done items per hour since the first item started.</summary>
    public double RatePerHour { get; init; }

    /// <summary>What the queue holds.</summary>
    public int Waiting { get; init; }

    /// <summary>Waiting items that are not due yet.</summary>
    public int DueLater { get; init; }

    public int InWork { get; init; }

    /// <summary>Pages that work at the same time, as things are set now.</summary>
    public int PageCount { get; init; }

    /// <summary>The bounds within which that number finds itself, such as <c>1-32</c>; null where it stays as it is.</summary>
    public string? AutoPages { get; init; }

    /// <summary>Somebody has paused the run, or given it no page: nothing further is begun.</summary>
    public bool IsPaused { get; init; }

    /// <summary>What earlier runs had left is in the queue.</summary>
    public bool IsRecovered { get; init; }

    /// <summary>When GLOBAL_JOB_TIMEOUT ends the run; null where there is none.</summary>
    public DateTimeOffset? Deadline { get; init; }

    /// <summary>Grows with everything that happens in the run.</summary>
    public long Sequence { get; init; }

    /// <summary>Null until there is something to reckon with.</summary>
    public TimeSpan? TimeLeft { get; init; }

    /// <summary>Browser, driver and harness together, in bytes; null where the platform does not tell.</summary>
    public long? MemoryBytes { get; init; }

    public IReadOnlyList<PageStatus> Pages { get; init; } = [];

    /// <summary>What each source has given so far.</summary>
    public IReadOnlyList<SourceResult> Sources { get; init; } = [];

    /// <summary>Hosts that do not answer, and are waited for.</summary>
    public IReadOnlyList<string> AwayHosts { get; init; } = [];

    /// <summary>The sources at work now.</summary>
    public IReadOnlyList<string> WorkingSources { get; init; } = [];

    public int Settled => Done + Skipped + Failed;
}
