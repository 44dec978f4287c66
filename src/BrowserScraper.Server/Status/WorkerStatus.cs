namespace BrowserScraper.Server.Status;

/// <param name="Running">False after a stop of the workers.</param>
/// <param name="NumWorkers">Pages that may work at the same time, over all jobs.</param>
/// <param name="ActiveWorkers">Those that have an item now.</param>
/// <param name="TotalProcessed">Items done or skipped since the service's start.</param>
/// <param name="TotalFailed">Items given up since then.</param>
/// <param name="StartupRecoveryDone">What earlier runs had left is queued again.</param>
internal sealed record WorkerStatus(
    bool Running, int NumWorkers, int ActiveWorkers, int TotalProcessed, int TotalFailed, bool StartupRecoveryDone)
{
    /// <summary>Jobs whose orders name no number work on as many pages as bring something, within their share.</summary>
    public bool AutoPages { get; init; }
}
