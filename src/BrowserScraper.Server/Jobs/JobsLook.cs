using BrowserScraper.Stores;
using BrowserScraper.Watchdog;

namespace BrowserScraper.Server.Jobs;

/// <summary>All jobs of a store, at one look.</summary>
/// <param name="At">When, by the service's clock.</param>
/// <param name="Jobs">How they stand, by name.</param>
/// <param name="Runs">How their last runs stand on their machines; none where jobs are folders.</param>
internal sealed record JobsLook(
    DateTimeOffset At, IReadOnlyDictionary<string, JobInspection> Jobs, IReadOnlyDictionary<string, RunStand> Runs)
{
    /// <summary>Before the first look.</summary>
    public static JobsLook None { get; } = new(default, new Dictionary<string, JobInspection>(), new Dictionary<string, RunStand>());

    /// <summary>How a job's last run stands on its machines; null where that is not known.</summary>
    public RunStand? RunOf(string job) => Runs.GetValueOrDefault(job);
}
