using BrowserScraper.Accounts;
using BrowserScraper.Attempts;
using BrowserScraper.Browsers;
using BrowserScraper.Checkpoints;
using BrowserScraper.Discovery;
using BrowserScraper.Evidence;
using BrowserScraper.Health;
using BrowserScraper.Items;
using BrowserScraper.Output;
using BrowserScraper.Pacing;
using BrowserScraper.Pages;
using BrowserScraper.Planning;
using BrowserScraper.Progress;
using BrowserScraper.Queue;
using BrowserScraper.Settings;
using BrowserScraper.Sites;
using BrowserScraper.Steering;
using BrowserScraper.Stores;
using BrowserScraper.Stores.Files;
using BrowserScraper.Tuning;
using Microsoft.Extensions.Logging;
using Microsoft.Playwright;

namespace BrowserScraper.Run;

/// <summary>
/// One run of a job, from its lock to its report. The steps are numbered as in docs/how-it-works.md. An instance runs once; its other
/// members may be called concurrently while it does.
/// </summary>
internal sealed class JobRunner
{
    private readonly JobPlan plan;
    private readonly RunControl control;
    private readonly ILogger log;
    private readonly TimeProvider time;
    private readonly JobFolder folder;
    private readonly IJobStore store;
    private readonly ReportBuilder report = new();
    private readonly StatusTracker status;
    private readonly Gate<RunSteering> steering = new();
    private readonly ThroughputMeter meter = new();
    private volatile AccountPool? known;
    private volatile BrowserHost? host;

    /// <param name="plan">What is to be done.</param>
    /// <param name="control">Stops the run.</param>
    /// <param name="log">Gets the lines of docs/operating.md.</param>
    /// <param name="time">The clock for every limit and pause; where it is set back, the run's goes on.</param>
    /// <param name="store">Keeps the job. Default: folders below DATA_DIR.</param>
    public JobRunner(JobPlan plan, RunControl control, ILogger log, TimeProvider time, IJobStore? store = null)
    {
        (this.plan, this.control, this.log) = (plan, control, log);
        this.time = SteadyClock.Of(time);
        folder = new(plan.Settings.DataDirectory, plan.Job);
        this.store = store ?? new FileJobStore(plan.Settings.DataDirectory, this.time);
        status = new(this.time);
    }

    /// <summary>
    /// Begins what every run waits for longest, Playwright's driver, before it is known what the run will do. The next run of this process
    /// takes it over; without one it ends with the process. A second call before that does nothing.
    /// </summary>
    public static void BeginEarly() => DriverStart.BeginEarly();

    /// <summary>How the run stands now.</summary>
    public RunStatus Status => status.Current;

    /// <summary>Accounts that the run went on without.</summary>
    public IReadOnlyList<SetAsideAccount> SetAside => known?.SetAside ?? [];

    private RunConclusion Conclusion => new(plan, control, report, log, time);

    /// <summary>Adds items to the run. Completes when they are on the disk.</summary>
    /// <returns>Null where the run is over, or could not begin: nothing was added.</returns>
    /// <exception cref="CheckpointException">The disk refuses them.</exception>
    public Task<Admission?> AddAsync(IReadOnlyCollection<WorkItem> items) =>
        steering.AskAsync<Admission?>(async each => await each.AdmitAsync(items), otherwise: null);

    /// <summary>Tries items again that were given up.</summary>
    /// <returns>How many; null where the run is over.</returns>
    public Task<int?> RetryAsync(ItemFilter which) => steering.AskAsync<int?>(async each => await each.RetryAsync(which), otherwise: null);

    /// <summary>Ends an item that is in work, or sees to it that a waiting one is not begun; it counts as skipped.</summary>
    /// <returns>False where it is not known, or has ended, or the run is over.</returns>
    public Task<bool> CancelItemAsync(string key) => steering.AskAsync(each => each.CancelAsync(key), otherwise: false);

    /// <summary>Does something to the whole job, on all machines that work on it.</summary>
    /// <returns>False where the run is over.</returns>
    public Task<bool> SteerAsync(Func<IJobControl, ValueTask<bool>> order) =>
        steering.AskAsync(each => each.SteerAsync(order), otherwise: false);

    /// <summary>Shows what a page shows, as JPEG pictures, whenever it changes; costs something only while it is awaited.</summary>
    /// <param name="page">Its number.</param>
    /// <param name="show">Given one picture at a time; the next one comes when it has completed.</param>
    /// <param name="ending">Ends it, quietly.</param>
    public Task WatchPageAsync(int page, Func<ReadOnlyMemory<byte>, Task> show, CancellationToken ending) =>
        new LivePicture(() => known?.PageOf(page), time).ShowAsync(show, ending);

    /// <param name="readers">Told of everything that happens, besides log and report.</param>
    /// <returns>The report, which also stands in the run's folder.</returns>
    /// <exception cref="RunStopException">The run could not begin: the job is held, or its folder or checkpoint cannot be used.</exception>
    public async Task<RunReport> RunAsync(params IReadOnlyList<IRunEventReader> readers)
    {
        plan.KeepSecrets();
        try
        {
            return await CarryOutAsync(readers);
        }
        catch (RunStopException refused) when (plan.Secrets.Told(refused.Message) is var told && told != refused.Message)
        {
            throw new RunStopException(refused.Reason, told, refused.InnerException);
        }
        catch (Exception fault) when (fault is not (RunStopException or IOException or OperationCanceledException))
        {
            log.Fault("the run", plan.Secrets.Told(FaultText.Of(fault)), plan.Secrets.Told(fault.ToString()));
            throw new RunStopException(
                StopReason.Fault, plan.Secrets.Told($"the run failed: {FaultText.Of(fault)}; the log has its stack"), fault);
        }
        finally
        {
            await steering.CloseAsync(); // where the run could not begin, too
        }
    }

    private async Task<RunReport> CarryOutAsync(IReadOnlyList<IRunEventReader> readers)
    {
        // 1. The run has the job; what that knows is read back.
        await using DriverStart ahead = DriverStart.Next();
        await using IJobSession job = await OpenAsync();
        using RunFolder run = new(folder, plan, time);
        await using RunEventStream events = new(
            [.. run.Readers, report, status, meter, new RunLog(log), new RunMetrics(), .. readers], time, plan.Secrets);
        Faults faults = new(events.Publish, control);
        control.Failed = faults.Tell;
        await using ProcessMemory memory = new(time, () => host?.DriverId, faults.Tell);
        status.Memory = () => memory.Latest;
        await using HeartbeatFile heartbeat = new(run.Root, () => status.Current, faults.Tell, time);
        HealthFile health = new(plan.Settings.DataDirectory, plan.Script.Name, plan.Script.Sources, time);
        try
        {
            await BeginAsync(job, run, health, events, faults, ahead);
        }
        catch (Exception fault)
        {
            faults.Stop("the run", fault);
        }

        await steering.CloseAsync();
        report.Together = await AllMachines.StandAsync(job, control.Reason);
        events.Publish(new RunEvent.RunEnded(control.Reason, control.Message));
        await events.DisposeAsync(); // the report counts the last event, too
        RunReport written = Conclusion.Write(run, memory.Peak, await memory.StopAsync());
        await MachineLeaving.LeaveAsync(job, run.Root, othersGoOn: written.Together?.Others > 0, log.Notice);
        await health.CountAsync(written.Sources, plan.Settings.SourcePause, log.Notice);
        return written;
    }

    private async Task<IJobSession> OpenAsync()
    {
        try
        {
            return await store.OpenAsync(store is FileJobStore ? plan.Terms : plan.SharedTerms, control.Stopping);
        }
        catch (JobHeldException held)
        {
            throw new RunStopException(StopReason.MachineLacks, held.Message, held);
        }
        catch (RunStopException refused) when (refused.Reason != StopReason.BadUsage) // a job of another site is not ours to write to
        {
            await Conclusion.WriteUnbegunAsync(folder, refused);
            throw;
        }
    }

    private async Task BeginAsync(
        IJobSession job, RunFolder run, HealthFile health, RunEventStream events, Faults faults, DriverStart ahead)
    {
        job.Ending = control.Aborting;
        List<string> notices = [.. job.Notices];
        ScriptHealth sources = await health.ReadAsync(notices.Add, plan.Settings.SourcePause);
        using SiteWatch sites = new(plan, events, time);
        JobLedger ledger = new(
            plan, job, events, new(sources, plan.Settings.SourcePause, events.Publish, time), time);
        ClaimPacing pacing = new(Limits() with
        {
            Hosts = sites.Hosts,
            PaceChanged = pace => events.Publish(new RunEvent.Paced(pace.Host, pace.PerSecond, pace.Why)),
        });
        WorkQueue queue = new(
            job, pacing, ledger.Found, item => events.Publish(new RunEvent.ItemLeft(item.Key, item.Group ?? plan.Script.Name)),
            ledger.GivenUpAsync, time);
        sites.Hosts.Decided = _ => queue.Look();
        RunSteering work = new(plan, ledger, job, events);
        status.Queue = () => queue.Counts is var counts ? (counts.Ready, counts.Later, counts.Claimed) : default;
        events.Publish(await ledger.DescribeAsync());
        notices.ForEach(notice => events.Publish(new RunEvent.Notice(notice)));
        job.Told = line => events.Publish(new RunEvent.Notice(line));
        steering.Open(work);
        await RunAsync(job, ledger, queue, work, sites, run, events, faults, ahead);
        await steering.CloseAsync();
    }

    private async Task RunAsync(
        IJobSession job, JobLedger ledger, WorkQueue queue, RunSteering work, SiteWatch sites, RunFolder run, RunEventStream events,
        Faults faults, DriverStart ahead)
    {
        RunSettings settings = plan.Settings;
        using ITimer? limit = settings.JobTimeout is { } most ? LimitTime(most, job.Age) : null;
        using CancellationTokenRegistration told = control.Stopping.Register(
            () => events.Publish(new RunEvent.Stopping(control.Reason!.Value, control.Message!)));
        void Tell(string text) => events.Publish(new RunEvent.Notice(text));
        plan.Logins.Tell = Tell;
        new JobOrders(job, control, events.Publish).Begin();
        try
        {
            await using BrowserHost browsers = new(plan.Browser, Tell, events.Publish, faults.Tell, time, ahead) { Logins = plan.Logins };
            host = browsers;
            EvidenceFolder evidence = new(run.Root, SafeFileName.Single, settings.EvidenceBytes, Tell) { Secrets = plan.Secrets };
            SessionRules rules = plan.Rules(Tell, sites.Hosts, time);
            await using AccountPool accounts = new(plan, folder, browsers, rules, evidence, events, time, job.Accounts);
            known = accounts;
            BrowserRenewal renewal = new(browsers, settings, () => status.Current.MemoryBytes, events, time);
            TraceRecorder traces = new(evidence, time);
            using GroupDeadlines groups = new(settings.SourceTimeout, queue, events, plan.Script.Name, faults.Tell, time);
            ledger.Withdrawn = groups.Released;
            YieldGuard guard = new();
            DiskRoom room = new(folder.Root, settings.DiskReserve);
            room.StopWhereUsedUp(); // nobody need sign in for nothing
            using Downloads downloads = new(
                new(job.FilesFolder, job.StagingFolder), job.ReserveNameAsync, sites.Hosts, new(plan.Logins), plan.Files, room, time);
            await using HeldItems heldItems = new(ledger, queue, groups, faults, control, time);

            // 2. Sign in once for all pages of an account.
            if (!await accounts.SignInFirstAsync(job.Completed, control.Stopping))
            {
                Tell("ACCOUNTS: the job has ended while this machine waited for an account");
                return;
            }

            // 3. What earlier runs have left waits in the queue; discovery or the operator adds the rest while workers already work.
            ItemSources sources = new(plan, folder, ledger, work, control, events, time);
            ListDiscovery discovery = new(
                plan, ledger, () => DiscoverySession.Of(accounts, rules), new(folder.Root, Tell, time), renewal, control, events, time);
            Task found = faults.NeededAsync("finding items", sources.RunAsync(discovery));

            accounts.Any.Pages.OpenAhead(control.Stopping); // while the list's first page loads

            // 4. One worker a page: claim, fetch, verify, commit, record, settle.
            Worker Hire(AccountLease account) => new(
                plan, ledger, queue, accounts, account, renewal, downloads, rules, heldItems, evidence, traces, groups, guard, faults,
                control, time);
            WorkerPool workers = new(accounts, Hire, queue, faults, control, events);
            if (settings.AutoPages is { } bounds && control is { Pages: null, Auto: null })
            {
                control.SetAutoPages(bounds);
            }

            await using AutoPages auto = new(
                control, queue, meter, () => status.Current.MemoryBytes, settings.RenewBrowserAboveBytes, events.Publish,
                faults.Tell, time);

            // 5. All is settled, or the run was stopped; either way everything known is on the disk. Neither waits for the other where
            // one fails.
            await Task.WhenAll(found, faults.NeededAsync("the worker pool", workers.RunAsync()));
            sites.StopWhereLeft(control);
        }
        catch (CheckpointException broken)
        {
            control.Stop(StopReason.MachineLacks, broken.Message, grace: TimeSpan.Zero);
        }
        catch (Exception exception) when (control.Stopping.IsCancellationRequested
            && exception is OperationCanceledException or PlaywrightException or TimeoutException)
        {
            // Stopped before the work began; the reason is told. A terminal's Ctrl+C reaches a driver that is just starting, too.
        }
        catch (Exception broken) when (broken is PlaywrightException or TimeoutException)
        {
            control.Stop(
                StopReason.MachineLacks, $"the browser or its driver does not start ({broken.Message.Split('\n')[0]}); see: doctor",
                grace: TimeSpan.Zero);
        }
        catch (Exception fault)
        {
            faults.Stop("the run", fault);
        }
    }

    private PacingOptions Limits() => new()
    {
        HostDelay = plan.Settings.DownloadDelay,
        HostPerMinute = plan.Settings.MaxPerMinute,
        MaxGroups = plan.Settings.MaxSources,
        Pages = plan.Settings.Pages,
    };

    /// <summary>Counts from the run's beginning, whichever machine that was.</summary>
    private ITimer LimitTime(TimeSpan most, TimeSpan age) => time.CreateTimer(
        _ => control.Stop(
            StopReason.TimeLimit, $"the run has reached GLOBAL_JOB_TIMEOUT ({most.TotalSeconds:0} s); run again to go on",
            grace: TimeSpan.Zero),
        null, most > age ? most - age : TimeSpan.Zero, Timeout.InfiniteTimeSpan);
}
