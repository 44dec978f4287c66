using BrowserScraper.Progress;
using BrowserScraper.Watchdog;

namespace BrowserScraper.App.Display;

/// <summary>How a job stands, in words.</summary>
/// <param name="now">What ages are reckoned from.</param>
/// <param name="stuckAfter">Without progress for longer, a run is called stuck.</param>
internal sealed class JobWords(DateTimeOffset now, TimeSpan stuckAfter)
{
    public string Of(JobInspection sight) => sight.Job.Unreadable ?? StateOf(sight);

    private string StateOf(JobInspection sight) => (sight.StateAt(now, stuckAfter), sight.Run?.Last) switch
    {
        (JobStanding.Stuck, { } last) => $"stuck (no progress for {Age(last.ProgressAt)}{On(last)}; heartbeat {Age(last.At)} ago)",
        (JobStanding.Killed, var last) => $"ended without report (killed{On(last)}; resume)",
        (JobStanding.Working, { } last) when sight.IsRunning =>
            $"working (progress {Age(last.ProgressAt)} ago{On(last)}; heartbeat {Age(last.At)} ago)",
        (JobStanding.Working, _) => sight.IsRunning ? "working (just begun)" : "working",
        (JobStanding.AllKnownDone, _) => "all known done",
        _ => sight.Run?.Lost is { } lost ? $"to be continued ({lost})" : "to be continued",
    };

    /// <summary>Such as <c>12 min</c>.</summary>
    public static string Age(TimeSpan age) => age switch
    {
        { TotalSeconds: < 120 } => $"{Math.Max(0, (int)age.TotalSeconds)} s",
        { TotalMinutes: < 120 } => $"{(int)age.TotalMinutes} min",
        { TotalHours: < 48 } => $"{(int)age.TotalHours} h",
        _ => $"{(int)age.TotalDays} days",
    };

    private string Age(DateTimeOffset since) => Age(now - since);

    private static string On(Heartbeat? last) => last?.On is { Length: > 0 } on ? $", on {on}" : "";
}
