using BrowserScraper.Items;
using BrowserScraper.Server.Jobs;
using BrowserScraper.Sites;
using BrowserScraper.Stores;
using BrowserScraper.Watchdog;

namespace BrowserScraper.Server.Status;

/// <summary>A job as the store tells, whoever works on it.</summary>
/// <param name="sight">The job.</param>
/// <param name="run">How its last run stands on its machines; null where a job is for one process.</param>
internal sealed class SeenJob(JobInspection sight, RunStand? run)
{
    /// <summary>Of all machines together.</summary>
    public JobCounts Counts
    {
        get
        {
            JobCounts counts = ServedJob.CountsOf(sight.Job);
            int now = sight.Job.DoneInRun ?? 0;
            return counts with { Done = now, DoneBefore = sight.Job.Done - now, DiscoveryIsOver = run?.ListIsRead ?? false };
        }
    }

    /// <summary>Seconds until everything known is settled, or null.</summary>
    public double? TimeLeft => run?.PerHour is > 0 and var rate ? Math.Round(3600 * sight.Job.Waiting / rate) : null;

    /// <summary>How it stands on its machines; null where nobody works on it.</summary>
    public JobState? AtWork => run is { IsAtWork: true } ? StateOf(run) : null;

    /// <summary>How a run stands that machines work on.</summary>
    public static JobState StateOf(RunStand run) => run switch
    {
        { IsStopping: true } => JobState.Stopping,
        { IsPaused: true } => run.HasItemsInWork ? JobState.Pausing : JobState.Paused,
        _ => JobState.Running,
    };

    /// <summary>All of it: the service has not been given the job.</summary>
    public JobView View()
    {
        JobView view = new(JobId.Of(sight.Job.Job), JobName.ScriptOf(sight.Job.Job), RequestOf(sight), AtWork ?? State)
        {
            Run = sight.Run?.Run,
            StartedAt = sight.Run?.StartedAt,
            Message = sight.Job.Unreadable ?? sight.Run?.Lost ?? (sight.Job.Holder is { } holder ? $"{holder} has it" : null),
            Counts = Counts,
            Machines = run is null ? null : MachineEntry.AllOf(run),
        };
        return run is not { IsAtWork: true } ? view : view with
        {
            Run = null,
            StartedAt = run.Begun,
            Message = null,
            Remark = $"{Counted.Of(run.Machines.Count(machine => machine.IsAtWork), "machine")} at work, this service not among them",
            Pages = run.Machines.Where(machine => machine.IsAtWork).Sum(machine => machine.Pages ?? 0),
            RatePerHour = Math.Round(run.PerHour),
            TimeLeft = TimeLeft,
        };
    }

    /// <summary>What the service knows of a job that it was given, with what others do to it.</summary>
    /// <param name="own">As the service itself knows it.</param>
    /// <param name="isActive">The service works on it.</param>
    /// <param name="ended">When the service's own part was over; null before that.</param>
    public JobView Over(JobView own, bool isActive, DateTimeOffset? ended)
    {
        if (run is null)
        {
            return own;
        }

        bool isOfAll = !isActive || run.Machines.Count > 1;
        bool isOver = isOfAll && !run.IsAtWork;
        JobView view = own with
        {
            Machines = MachineEntry.AllOf(run),
            Counts = isOfAll
                ? Counts with { Retries = own.Counts.Retries, DiscoveryIsOver = own.Counts.DiscoveryIsOver || run.ListIsRead } : own.Counts,
            RatePerHour = isOver ? 0 : isOfAll ? Math.Round(run.PerHour) : own.RatePerHour,
            TimeLeft = isOver ? null : isOfAll ? TimeLeft : own.TimeLeft,
        };
        bool isWaiting = isActive || own.State is JobState.Queued or JobState.Held;
        return isWaiting ? view
            : AtWork is { } state ? view with { State = state, Message = null, StartedAt = run.Begun }
            : IsLaterThan(own, ended) ? view with { State = State, Message = null } : view;
    }

    /// <summary>Others have gone on since.</summary>
    private bool IsLaterThan(JobView own, DateTimeOffset? ended) => ended is { } at
        && (run!.Begun > at || (own.State is JobState.Interrupted or JobState.Failed or JobState.Done && sight.Job.Updated > at));

    private JobState State => sight switch
    {
        { Job.Holder: not null } => JobState.Held,
        { Job.Unreadable: not null } => JobState.Failed,
        { IsKilled: true } => JobState.Interrupted,
        { Job.Failed: > 0 } => JobState.Failed,
        { Job.Waiting: > 0 } => JobState.Interrupted,
        _ => JobState.Done,
    };

    private string? RequestOf(JobInspection seen) => seen.Run?.Settings.GetValueOrDefault("QUERY") ?? run?.Request;
}
