using BrowserScraper.Browsers;
using BrowserScraper.Care;
using BrowserScraper.Checkpoints;
using BrowserScraper.Evidence;
using BrowserScraper.Health;
using BrowserScraper.Items;
using BrowserScraper.Output;
using BrowserScraper.Pages;
using BrowserScraper.Progress;
using BrowserScraper.Queue;
using BrowserScraper.Settings;
using BrowserScraper.Sites;
using BrowserScraper.Tuning;
using Microsoft.Extensions.Logging;
using Microsoft.Playwright;

namespace BrowserScraper;

/// <summary>
/// One run of a job, from its lock to its report. The steps are numbered as in docs/how-it-works.md. An instance runs once; its other members may be
/// called concurrently while it does.
/// </summary>
/// <param name="plan">What is to be done.</param>
/// <param name="control">Stops the run.</param>
/// <param name="log">Gets the lines of docs/operating.md.</param>
/// <param name="time">The clock for every limit and pause.</param>
public sealed class JobRunner(JobPlan plan, RunControl control, ILogger log, TimeProvider time)
{
    private readonly JobFolder folder = new(plan.Settings.DataDirectory, plan.Job);
    private readonly ReportBuilder report = new();
    private readonly StatusTracker status = new(time);
    private readonly OpenDoor<OperatorDesk> desk = new();
    private readonly ThroughputMeter meter = new();
    private volatile Accounts? known;
    private volatile BrowserHost? host;

    /// <summary>
    /// Begins what every run waits for longest, Playwright's driver, before it is known what the run will do. The next run of this process takes it over;
    /// without one it ends with the process. A second call before that does nothing.
    /// </summary>
    public static void BeginEarly() => DriverStart.BeginEarly();

    /// <summary>How the run stands now.</summary>
    public RunStatus Status => status.Current;

    /// <summary>Accounts that the run went on without.</summary>
    public IReadOnlyList<SetAsideAccount> SetAside => known?.SetAside ?? [];

    /// <summary>Adds items to the run. Completes when they are on the disk.</summary>
    /// <returns>Null where the run is over, or could not begin: nothing was added.</returns>
    /// <exception cref="CheckpointException">The disk refuses them.</exception>
    public Task<Admission?> AddAsync(IReadOnlyCollection<WorkItem> items) => desk.AskAsync<Admission?>(async each => await each.AdmitAsync(items), otherwise: null);

    /// <summary>Tries items again that were given up.</summary>
    /// <returns>How many; null where the run is over.</returns>
    public Task<int?> RetryAsync(ItemFilter which) => desk.AskAsync<int?>(async each => await each.RetryAsync(which), otherwise: null);

    /// <summary>Ends an item that is in work, or sees to it that a waiting one is not begun; it counts as skipped.</summary>
    /// <returns>False where it is not known, or has ended, or the run is over.</returns>
    public Task<bool> CancelItemAsync(string key) => desk.AskAsync(each => each.CancelAsync(key), otherwise: false);

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
        try
        {
            return await CarryOutAsync(readers);
        }
        finally
        {
            await desk.CloseAsync(); // where the run could not begin, too
        }
    }

    private async Task<RunReport> CarryOutAsync(IReadOnlyList<IRunEventReader> readers)
    {
        // 1. One process has the job; what it knows is read back.
        folder.Create();
        using JobLock held = Held(() => JobLock.Acquire(folder.Root, plan.Job));
        await using DriverStart ahead = DriverStart.Next();
        folder.SweepStaging();
        await using JsonCheckpoint checkpoint = await HeldAsync(() => JsonCheckpoint.OpenAsync(folder.Root, plan.Job, plan.SiteLabel, time));
        RefuseOtherSite(checkpoint);
        await using RecordsFile records = await HeldAsync(() => RecordsFile.OpenAsync(folder.Records, key => checkpoint.Find(key)?.State == ItemState.Done, time));
        IReadOnlyList<LostRun> lost = LostRuns.MarkHeld(folder.Root);
        using RunFolder run = new(folder, plan, time);
        await using ProcessMemory memory = new(time, () => host?.DriverId);
        status.Memory = () => memory.Latest;
        await using HeartbeatFile heartbeat = new(run.Root, () => status.Current, time);

        HealthFile health = new(plan.Settings.DataDirectory, plan.Script.Name, plan.Script.Sources, time);
        List<string> damage = [];
        ScriptHealth sources = await health.ReadAsync(damage.Add);

        await using (RunEventStream events = new([.. run.Readers, report, status, meter, new RunLog(log), new RunMetrics(), .. readers], time))
        {
            using ChannelWorkQueue queue = new(time, Limits() with { PaceChanged = pace => events.Publish(new RunEvent.Paced(pace.Host, pace.PerSecond, pace.Why)) });
            JobLedger ledger = new(plan, checkpoint, records, events, new(sources, plan.Settings.SourcePause, events.Publish, time), queue, time);
            OperatorDesk work = new(plan, ledger, checkpoint, events, time);
            status.Queue = () => queue.Counts is var counts ? (counts.Ready, counts.Later, counts.Claimed) : default;
            events.Publish(ledger.Describe());
            foreach (string notice in checkpoint.Notices.Concat(records.Notices).Concat(lost.Select(each => each.Notice)).Concat(damage))
            {
                events.Publish(new RunEvent.Notice(notice));
            }

            desk.Open(work);
            await RunAsync(ledger, work, run, events, ahead);
            await desk.CloseAsync();
            events.Publish(new RunEvent.RunEnded(control.Reason, control.Message));
        }

        RunReport written = report.Build(memory.Peak, await memory.StopAsync());
        run.Save(written);
        await health.CountAsync(written.Sources, plan.Settings.SourcePause, log.Notice);
        return written;
    }

    private async Task RunAsync(JobLedger ledger, OperatorDesk work, RunFolder run, RunEventStream events, DriverStart ahead)
    {
        RunSettings settings = plan.Settings;
        using ITimer? limit = settings.JobTimeout is { } most ? LimitTime(most) : null;
        using CancellationTokenRegistration told = control.Stopping.Register(
            () => events.Publish(new RunEvent.Stopping(control.Reason!.Value, control.Message!)));
        void Tell(string text) => events.Publish(new RunEvent.Notice(text));
        try
        {
            await using BrowserHost browsers = new(
                new() { Path = settings.BrowserPath, Channel = settings.BrowserChannel, Headless = settings.Headless, ImagesOff = settings.AreImagesOff }, Tell, events.Publish, time, ahead);
            host = browsers;
            EvidenceFolder evidence = new(run.Root, SafeFileName.Single, settings.EvidenceBytes, Tell);
            SessionRules rules = plan.Rules(Tell, time);
            await using Accounts accounts = new(plan, folder, browsers, rules, evidence, events, time);
            known = accounts;
            BrowserRenewal renewal = new(browsers, settings, () => status.Current.MemoryBytes, events, time);
            TraceDesk traces = new(evidence, time);
            using GroupDeadlines groups = new(settings.SourceTimeout, ledger.Queue, events, plan.Script.Name, time);
            YieldGuard guard = new();
            using Downloads downloads = new(folder, ledger.Names(), settings.RequestTimeout, settings.Force, time);
            await using HeldItems heldItems = new(ledger, groups, control, time);

            // 2. Sign in once for all pages of an account.
            await accounts.SignInFirstAsync(control.Stopping);

            // 3. What earlier runs have left waits in the queue; discovery or the operator adds the rest while workers already work.
            await ledger.QueueUnfinishedAsync();
            Finding finding = new(plan, folder, ledger, work, control, events, time);
            Task found = finding.RunAsync(new(plan, ledger, () => DiscoverySession.Of(accounts, rules), new(folder.Root, Tell, time), renewal, control, events, time));

            accounts.Any.Pages.OpenAhead(control.Stopping); // while the list's first page loads

            // 4. One worker a page: claim, fetch, verify, commit, record, settle.
            Crew crew = new(
                accounts, seat => new(plan, ledger, accounts, seat, renewal, downloads, rules, heldItems, evidence, traces, groups, guard, control, time), ledger.Queue, control, events);

            if (settings.AutoPages is { } bounds && control is { Pages: null, Auto: null })
            {
                control.SetAutoPages(bounds);
            }

            await using AutoPages auto = new(control, ledger.Queue, meter, () => status.Current.MemoryBytes, settings.RenewBrowserAboveBytes, events.Publish, time);

            // 5. All is settled, or the run was stopped; either way everything known is on the disk.
            await Task.WhenAll(found, crew.RunAsync());
        }
        catch (RunStopException stop)
        {
            control.Stop(stop.Reason, stop.Message, grace: TimeSpan.Zero);
        }
        catch (CheckpointException broken)
        {
            control.Stop(StopReason.MachineLacks, broken.Message, grace: TimeSpan.Zero);
        }
        catch (Exception exception) when (control.Stopping.IsCancellationRequested && exception is OperationCanceledException or PlaywrightException or TimeoutException)
        {
            // Stopped before the work began; the reason is told. A terminal's Ctrl+C reaches a driver that is just starting, too.
        }
        catch (Exception broken) when (broken is PlaywrightException or TimeoutException)
        {
            control.Stop(StopReason.MachineLacks, $"the browser or its driver does not start ({broken.Message.Split('\n')[0]}); see: doctor", grace: TimeSpan.Zero);
        }
    }

    private QueueOptions Limits() => new()
    {
        HostDelay = plan.Settings.DownloadDelay,
        HostPerMinute = plan.Settings.MaxPerMinute,
        MaxGroups = plan.Settings.MaxSources,
        Pages = plan.Settings.Pages,
    };

    private ITimer LimitTime(TimeSpan most) => time.CreateTimer(
        _ => control.Stop(StopReason.TimeLimit, $"the run has reached GLOBAL_JOB_TIMEOUT ({most.TotalSeconds:0} s); run again to go on", grace: TimeSpan.Zero),
        null, most, Timeout.InfiniteTimeSpan);

    private void RefuseOtherSite(JsonCheckpoint checkpoint)
    {
        if (checkpoint.Site != plan.SiteLabel)
        {
            throw new RunStopException(StopReason.BadUsage,
                $"{folder.Root} holds the job of {checkpoint.Site}, and this run is for {plan.SiteLabel}; choose another DATA_DIR (--data), or correct {plan.UrlSetting}");
        }
    }

    private static T Held<T>(Func<T> open)
    {
        try
        {
            return open();
        }
        catch (Exception exception) when (exception is JobHeldException or CheckpointException)
        {
            throw new RunStopException(StopReason.MachineLacks, exception.Message, exception);
        }
    }

    private static async Task<T> HeldAsync<T>(Func<Task<T>> open)
    {
        try
        {
            return await open();
        }
        catch (IOException exception) // checkpoint or records
        {
            throw new RunStopException(StopReason.MachineLacks, exception.Message, exception);
        }
    }
}
