using BrowserScraper.Progress;
using BrowserScraper.Reports;
using BrowserScraper.Watchdog;

namespace BrowserScraper.Server.Endpoints;

/// <summary>One run.</summary>
/// <param name="Run">Its id.</param>
/// <param name="StartedAt">When it began; null where it has left nothing that says so.</param>
/// <param name="EndedAt">When it ended.</param>
/// <param name="Ended">Why it is over, in one line; null while it is not, or where it was killed.</param>
/// <param name="Done">Items done in it.</param>
/// <param name="Skipped">Left out on purpose.</param>
/// <param name="Failed">Given up.</param>
/// <param name="HasReport">Its report can be looked at.</param>
internal sealed record RunView(
    string Run, DateTimeOffset? StartedAt, DateTimeOffset? EndedAt, string? Ended, int Done, int Skipped, int Failed, bool HasReport)
{
    public static RunView Of(string folder, RunReport? report) => new(
        Path.GetFileName(folder), report?.StartedAt ?? RunInspection.BegunAt(folder), report?.EndedAt, report?.Ending, report?.Done
            ?? 0, report?.Skipped ?? 0, report?.Failed ?? 0,
        File.Exists(ReportFile.PathIn(folder)));
}
