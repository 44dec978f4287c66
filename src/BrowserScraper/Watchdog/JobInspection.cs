using BrowserScraper.Checkpoints;

namespace BrowserScraper.Watchdog;

/// <summary>A job and its last run, looked at from outside. Nothing is held or changed.</summary>
/// <param name="Job">As its checkpoint tells.</param>
/// <param name="Run">Its last run, or null.</param>
internal sealed record JobInspection(JobSummary Job, RunInspection? Run)
{
    /// <summary>As long without progress, a run counts as stuck unless somebody says otherwise.</summary>
    public static readonly TimeSpan StuckAfter = TimeSpan.FromMinutes(10);

    /// <summary>Its last run is the one that has it. Else the holder is no run, such as verify, or nobody.</summary>
    public bool IsRunning =>
        Run is { HasReport: false } && Job.Holder is not null && (Job.HolderProcess is null || Job.HolderProcess == Run.ProcessId);

    public bool IsKilled => Run is { HasReport: false } && !IsRunning;

    public static JobInspection Of(JobSummary job)
    {
        JobInspection sight = new(job, RunInspection.LastOf(job.Folder));
        return sight.IsKilled ? sight with { Run = sight.Run!.Exactly() } : sight;
    }

    /// <summary>How long no item has got further; null where nobody is at work, or nothing was told yet.</summary>
    public TimeSpan? Quiet(DateTimeOffset now) => IsRunning ? now - Run!.Last?.ProgressAt : null;

    public JobStanding StateAt(DateTimeOffset now, TimeSpan stuckAfter) => this switch
    {
        { IsRunning: true } => Quiet(now) > stuckAfter ? JobStanding.Stuck : JobStanding.Working,
        { Job.Holder: not null } => JobStanding.Working,
        { IsKilled: true } => JobStanding.Killed,
        _ => Job.Waiting + Job.Failed > 0 ? JobStanding.ToBeContinued : JobStanding.AllKnownDone,
    };
}
