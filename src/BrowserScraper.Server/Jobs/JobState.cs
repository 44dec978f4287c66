namespace BrowserScraper.Server.Jobs;

/// <summary>How a job stands in the service.</summary>
internal enum JobState
{
    /// <summary>It waits for a worker.</summary>
    Queued,

    /// <summary>Its run begins: settings, portal, browser.</summary>
    Starting,

    Running,

    /// <summary>Items in flight finish, and nothing further is begun.</summary>
    Pausing,

    Paused,

    /// <summary>Its run was told to end, and saves.</summary>
    Stopping,

    Cancelled,

    /// <summary>Its run was cut short, by the service's end or a crash; it can go on.</summary>
    Interrupted,

    Done,

    /// <summary>It ended with failures, or was stopped with a message.</summary>
    Failed,

    /// <summary>Another process has it.</summary>
    Held,
}
