using BrowserScraper.Progress;
using BrowserScraper.Server.Jobs;
using BrowserScraper.Server.Settings;
using BrowserScraper.Sites;
using BrowserScraper.Watchdog;

namespace BrowserScraper.Server.Status;

/// <summary>Composes the snapshot of everything. Members may be called concurrently.</summary>
internal sealed class StatusComposer(
    JobService jobService, SettingsFile settings, EventRing events, TimeProvider time, StoreWatch? store = null)
{
    private const int MostRecent = 50;
    private const double NearLimit = 0.8;

    public StatusSnapshot Compose()
    {
        events.TakeChange();
        long sequence = events.Sequence; // before the look: what changes meanwhile has a larger one
        DateTimeOffset now = time.GetUtcNow();
        JobView[] jobs = Jobs(now);
        WorkerEntry[] workers = Workers(now);
        return new(sequence, now, WorkerStatus(workers), Performance(jobs, now), workers, Queue().Sum, jobs, events.Recent(MostRecent));
    }

    public WorkerStatus WorkerStatus() => WorkerStatus(Workers(time.GetUtcNow()));

    public PerformanceMetrics Performance()
    {
        DateTimeOffset now = time.GetUtcNow();
        return Performance(Jobs(now), now);
    }

    public WorkerEntry[] Workers() => Workers(time.GetUtcNow());

    public JobView[] Jobs() => Jobs(time.GetUtcNow());

    public (QueueStatus Sum, IReadOnlyList<(string Job, QueueStatus Queue)> ByJob) Queue()
    {
        (string Job, QueueStatus Queue)[] queues = jobService.Look(
            jobs => jobs.Where(job => job.Run is not null).Select(job => (job.Id, QueueOf(job.Run!.Status))).ToArray());
        return (queues.Aggregate(QueueStatus.Empty, (sum, job) => sum + job.Queue), queues);
    }

    private WorkerStatus WorkerStatus(WorkerEntry[] workers)
    {
        (int processed, int failed) = jobService.Settled;
        ServiceSettings now = settings.Current;
        return new(jobService.WorkersRun, now.MaxWorkers, workers.Count(worker => worker.Item is not null), processed, failed,
            jobService.IsRecovered) { AutoPages = now.AutoPages };
    }

    private PerformanceMetrics Performance(JobView[] jobs, DateTimeOffset now)
    {
        (int processed, int failed) = jobService.Settled;
        JobView[] running = [.. jobs.Where(job => job.State is JobState.Running or JobState.Pausing)];
        double? left = running.Max(job => job.TimeLeft);
        return new(
            running.Sum(job => job.RatePerHour),
            processed + failed == 0 ? null : (double)processed / (processed + failed),
            left is { } seconds ? now + TimeSpan.FromSeconds(seconds) : null);
    }

    private WorkerEntry[] Workers(DateTimeOffset now) => jobService.Look(jobs => jobs
        .Where(job => job.Run is not null)
        .SelectMany(job => job.Run!.Status.Pages.Select(page => new WorkerEntry(
            $"{job.Name} #{page.Page}", job.Id, page.Page, page.Item, page.Title, page.StartedAt, page.Attempt,
            page.Deadline is { } deadline ? Math.Max(0, (deadline - now).TotalSeconds) : null)))
        .ToArray());

    private JobView[] Jobs(DateTimeOffset now)
    {
        JobsLook look = store?.Look ?? JobsLook.None;
        JobView[] served = jobService.Look(jobs => jobs.Select(job => Seen(look, job.Name) is { } seen && store?.IsAway == false
            ? seen.Over(ViewOf(job, now), job.IsActive, job.Last?.At) : ViewOf(job, now)).ToArray());
        HashSet<string> given = [.. served.Select(job => job.Id)];
        return [.. served, .. (store?.Met ?? []).Where(name => !given.Contains(JobId.Of(name))).Order(StringComparer.Ordinal)
            .Select(name => Seen(look, name)?.View()).OfType<JobView>().Select(view => store?.IsAway == true
                ? view with { Message = $"the database does not answer; so it stood at {look.At.UtcDateTime:HH:mm:ss} UTC" } : view)];
    }

    private static SeenJob? Seen(JobsLook look, string name) =>
        look.Jobs.TryGetValue(name, out JobInspection? sight) ? new(sight, look.RunOf(name)) : null;

    private static JobView ViewOf(ServedJob job, DateTimeOffset now)
    {
        JobView view = new(job.Id, JobName.ScriptOf(job.Name), job.Request, job.State)
        {
            Run = job.Last?.Run,
            Message = job.Last?.Message?.Split('\n')[0],
            Pages = job.Share,
            Counts = job.LastCounts,
            Sources = job.LastSources,
        };
        if (job.Run is not { } run)
        {
            return view;
        }

        RunStatus status = run.Status;
        return view with
        {
            Phase = status.Phase,
            Run = run.Plan.Run,
            Message = null,
            Remark = run.Remark,
            Pages = status.AutoPages is null ? job.Share : status.PageCount,
            AutoPages = status.AutoPages,
            StartedAt = status.StartedAt == default ? null : status.StartedAt,
            Deadline = status.Deadline,
            NearLimit = status.Deadline is { } deadline && now >= status.StartedAt + (NearLimit * (deadline - status.StartedAt)),
            Counts = CountsOf(status),
            RatePerHour = status.RatePerHour,
            TimeLeft = status.TimeLeft?.TotalSeconds,
            MemoryBytes = status.MemoryBytes,
            Sources = [.. status.Sources.Select(source => SourceView.Of(source, isOver: false))],
        };
    }

    public static JobCounts CountsOf(RunStatus status) => new(
        status.DoneBefore
            + status.Queued, Math.Max(0, status.Queued - status.Settled), status.Done, status.DoneBefore, status.Skipped, status.Failed,
            status.Retries, status.DiscoveryIsOver);

    private static QueueStatus QueueOf(RunStatus status) => new(status.Waiting - status.DueLater, status.DueLater, status.InWork);
}
