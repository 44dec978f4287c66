using Microsoft.Extensions.Logging;

namespace BrowserScraper.Progress;

/// <summary>The lines of the run's log. Their form is documented in docs/operating.md; tools read them.</summary>
internal static partial class Log
{
    [LoggerMessage(100, LogLevel.Information, "=== JOB START === | Job ID: {Job} | Query: {Query} | Sources: {Sources} | Run: {Run}")]
    public static partial void JobStart(this ILogger log, string job, string query, string sources, string run);

    [LoggerMessage(101, LogLevel.Information, "CONFIG: {Settings}")]
    public static partial void Config(this ILogger log, string settings);

    [LoggerMessage(102, LogLevel.Information, "{Text}")]
    public static partial void Notice(this ILogger log, string text);

    [LoggerMessage(103, LogLevel.Information, "SIGNED IN | Generation: {Generation} | Time: {Seconds:0.00}s")]
    public static partial void SignedIn(this ILogger log, int generation, double seconds);

    [LoggerMessage(107, LogLevel.Warning, "RECOVERY: {Step} | {Where} | {Why} | {Worked} | Time: {Seconds:0.00}s")]
    public static partial void Recovered(this ILogger log, string step, string where, string why, string worked, double seconds);

    [LoggerMessage(108, LogLevel.Error, "FAULT: {Where} | {Error} | its stack:\n{Stack}")]
    public static partial void Fault(this ILogger log, string where, string error, string stack);

    [LoggerMessage(104, LogLevel.Information, "DISCOVERY COMPLETED | Found: {Found} | Time: {Seconds:0.00}s")]
    public static partial void DiscoveryCompleted(this ILogger log, int found, double seconds);

    [LoggerMessage(106, LogLevel.Information, "DISCOVERY STOPPED | Found: {Found} | Time: {Seconds:0.00}s")]
    public static partial void DiscoveryStopped(this ILogger log, int found, double seconds);

    [LoggerMessage(105, LogLevel.Error, "DISCOVERY FAILED | Found: {Found} | Error: {Error}")]
    public static partial void DiscoveryFailed(this ILogger log, int found, string error);

    [LoggerMessage(127, LogLevel.Error, "DISCOVERY INCOMPLETE | Found: {Found} | Error: {Error}")]
    public static partial void DiscoveryIncomplete(this ILogger log, int found, string error);

    [LoggerMessage(110, LogLevel.Information, "SUCCESS: {Group} | File: {File} | Size: {Size} bytes | Time: {Seconds:0.00}s")]
    public static partial void Success(this ILogger log, string group, string file, long size, double seconds);

    [LoggerMessage(115, LogLevel.Information, "DONE: {Group} | Item: {Item} | Time: {Seconds:0.00}s")]
    public static partial void DoneWithoutFiles(this ILogger log, string group, string item, double seconds);

    [LoggerMessage(118, LogLevel.Information, "DUPLICATE: {Group} | Item: {Item} | Kept as: {File} | Time: {Seconds:0.00}s")]
    public static partial void Duplicate(this ILogger log, string group, string item, string file, double seconds);

    [LoggerMessage(111, LogLevel.Error, "FAILED: {Group} | Item: {Item} | Attempt: {Attempt} | {Outcome}: {Reason}")]
    public static partial void Failed(this ILogger log, string group, string item, int attempt, string outcome, string reason);

    [LoggerMessage(112, LogLevel.Error, "TIMEOUT | {Group} | Timeout after {Seconds:0.#}s | Item: {Item} | Attempt: {Attempt} | {Reason}")]
    public static partial void TimedOut(this ILogger log, string group, double seconds, string item, int attempt, string reason);

    [LoggerMessage(113, LogLevel.Warning, "RETRY: {Group} | Item: {Item} | Attempt: {Attempt} | {Outcome}: {Reason}")]
    public static partial void Retry(this ILogger log, string group, string item, int attempt, string outcome, string reason);

    [LoggerMessage(114, LogLevel.Information, "SKIPPED: {Group} | Item: {Item} | {Reason}")]
    public static partial void Skipped(this ILogger log, string group, string item, string reason);

    [LoggerMessage(115, LogLevel.Information, "AGAIN: {Group} | Item: {Item} | the operator wants it tried again")]
    public static partial void QueuedAgain(this ILogger log, string group, string item);

    [LoggerMessage(116, LogLevel.Information, "SOURCE COMPLETED: {Group} | Downloaded: {Done} | Time: {Seconds:0.00}s")]
    public static partial void SourceCompleted(this ILogger log, string group, int done, double seconds);

    [LoggerMessage(117, LogLevel.Warning, "SOURCE STOPPED: {Group} | Downloaded: {Done} | Left: {Left} | Time: {Seconds:0.00}s | {Why}")]
    public static partial void SourceStopped(this ILogger log, string group, int done, int left, double seconds, string why);

    [LoggerMessage(118, LogLevel.Information, "PAUSED: nothing further is begun until somebody lets the run go on")]
    public static partial void Paused(this ILogger log);

    [LoggerMessage(119, LogLevel.Information, "PAGES: {Pages} work from now on")]
    public static partial void Working(this ILogger log, int pages);

    [LoggerMessage(124, LogLevel.Information, "PAGES: {Before} -> {Pages} | {Why}")]
    public static partial void Tuned(this ILogger log, int before, int pages, string why);

    [LoggerMessage(125, LogLevel.Information, "PAGES: {Pages} work from now on | auto, {Bounds}")]
    public static partial void TunesItself(this ILogger log, int pages, string bounds);

    [LoggerMessage(126, LogLevel.Information, "PACE: {Host} | {Rate} | {Why}")]
    public static partial void Paced(this ILogger log, string host, string rate, string why);

    [LoggerMessage(127, LogLevel.Warning, "AWAY: {Host} does not answer ({Why}); its items wait")]
    public static partial void HostAway(this ILogger log, string host, string why);

    [LoggerMessage(128, LogLevel.Information, "BACK: {Host} answers again after {Seconds:0} s")]
    public static partial void HostBack(this ILogger log, string host, double seconds);

    [LoggerMessage(129, LogLevel.Warning, "AWAY: {Host} has not answered for {Seconds:0} s ({Why}); its items are left for the next run")]
    public static partial void HostLeft(this ILogger log, string host, double seconds, string why);

    [LoggerMessage(120, LogLevel.Warning, "STOPPING: {Reason} | {Message}")]
    public static partial void Stopping(this ILogger log, string reason, string message);

    [LoggerMessage(121, LogLevel.Error, "GLOBAL TIMEOUT: Job {Job} exceeded {Seconds}s")]
    public static partial void GlobalTimeout(this ILogger log, string job, string seconds);

    [LoggerMessage(
        122, LogLevel.Information,
        "=== JOB COMPLETE === | Job ID: {Job} | Downloaded: {Done} | Skipped: {Skipped} | Failed: {Failed} | Time: {Seconds:0.00}s")]
    public static partial void JobComplete(this ILogger log, string job, int done, int skipped, int failed, double seconds);

    [LoggerMessage(123, LogLevel.Information, "STATISTICS | Success: {Success} | Failed: {Failures}")]
    public static partial void Statistics(this ILogger log, string success, string failures);
}
