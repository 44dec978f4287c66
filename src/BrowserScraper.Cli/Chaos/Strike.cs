namespace BrowserScraper.Cli.Chaos;

/// <summary>A disturbance that took place.</summary>
/// <param name="Planned">Which one.</param>
/// <param name="At">When.</param>
internal sealed record Strike(PlannedStrike Planned, DateTimeOffset At)
{
    /// <summary>When the run was over that it has ended; what that run still did is not what comes after.</summary>
    public DateTimeOffset? RunOver { get; set; }

    /// <summary>Why the run ended that had to go on, ended otherwise than it should, or was stuck; null where all was in order.</summary>
    public string? GaveUp { get; set; }

    /// <summary>Until an item that was begun afterwards was done; null where nothing was left to do.</summary>
    public TimeSpan? Recovery { get; set; }
}
