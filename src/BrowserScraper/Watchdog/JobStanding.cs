namespace BrowserScraper.Watchdog;

/// <summary>How a job stands, looked at from outside.</summary>
internal enum JobStanding
{
    /// <summary>A process has it.</summary>
    Working,

    /// <summary>A process has it, and no item has got further for long.</summary>
    Stuck,

    /// <summary>Its last run has left no report, and its process is gone.</summary>
    Killed,

    /// <summary>Known items are still to do, and nobody is at work.</summary>
    ToBeContinued,

    /// <summary>Whether the site has more only a run finds out.</summary>
    AllKnownDone,
}
