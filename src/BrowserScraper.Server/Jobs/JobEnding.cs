using BrowserScraper.Items;
using BrowserScraper.Progress;

namespace BrowserScraper.Server.Jobs;

/// <summary>How a job's last run ended.</summary>
/// <param name="State">What the job is since.</param>
/// <param name="Run">The run's id, or null where it did not begin.</param>
/// <param name="Message">Why, where it did not get to its end.</param>
/// <param name="At">When.</param>
internal sealed record JobEnding(JobState State, string? Run, string? Message, DateTimeOffset At)
{
    public static JobEnding Of(RunReport report) => new(
        report.Stopped switch
        {
            StopReason.Cancelled => JobState.Cancelled,
            StopReason.Interrupted or StopReason.Lost => JobState.Interrupted,
            not null => JobState.Failed,
            null when (report.Together?.Failed ?? report.Failed) > 0 || report.LackedRoom > 0 || report.DiscoveryFailure is not null =>
                JobState.Failed,
            null => JobState.Done,
        },
        report.Run,
        report.Message ?? report.DiscoveryFailure,
        report.EndedAt);
}
