namespace BrowserScraper.Server.Status;

/// <summary>How everything stands at one moment.</summary>
/// <param name="Sequence">Grows with every change, over restarts of the service, too.</param>
/// <param name="At">When it was composed.</param>
/// <param name="WorkerStatus">The workers, in sum.</param>
/// <param name="PerformanceMetrics">How fast, how well, how long.</param>
/// <param name="Workers">Each page of each run.</param>
/// <param name="Queue">What waits, of all runs.</param>
/// <param name="Jobs">The jobs that the service has been given.</param>
/// <param name="Recent">What happened last, oldest first.</param>
internal sealed record StatusSnapshot(
    long Sequence,
    DateTimeOffset At,
    WorkerStatus WorkerStatus,
    PerformanceMetrics PerformanceMetrics,
    IReadOnlyList<WorkerEntry> Workers,
    QueueStatus Queue,
    IReadOnlyList<JobView> Jobs,
    IReadOnlyList<EventEntry> Recent);
