namespace BrowserScraper.Server.Status;

/// <summary>What kind of thing happened, for who shows it.</summary>
internal enum EventKind
{
    /// <summary>An item is done.</summary>
    Done,

    /// <summary>An item was given up.</summary>
    Failed,

    /// <summary>An attempt failed, and another one follows.</summary>
    Retry,

    /// <summary>An item was left out on purpose.</summary>
    Skipped,

    /// <summary>A line for the operator.</summary>
    Notice,

    /// <summary>A job's run began, stopped or ended.</summary>
    Job,
}
