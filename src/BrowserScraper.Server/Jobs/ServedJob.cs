using BrowserScraper.Checkpoints;
using BrowserScraper.Discovery;
using BrowserScraper.Items;
using BrowserScraper.Planning;
using BrowserScraper.Progress;
using BrowserScraper.Server.Status;
using BrowserScraper.Settings;
using BrowserScraper.Steering;
using BrowserScraper.Stores;

namespace BrowserScraper.Server.Jobs;

/// <summary>
/// One job's life in the service: runs, one after the other. All members are called under the job service's lock, but for what says
/// otherwise.
/// </summary>
/// <param name="name">The job's name.</param>
/// <param name="order">What it is to do.</param>
/// <param name="setup">Makes its runs.</param>
/// <param name="tell">Told of each run's events.</param>
/// <param name="steered">Called, without the lock, when its run was steered with all machines of the job.</param>
/// <param name="ended">Called when a run has ended, without the lock.</param>
internal sealed class ServedJob(
    string name, JobOrder order, ServiceSetup setup, Action<string, RunEvent> tell, Action<ServedJob> steered,
    Action<ServedJob, JobEnding> ended)
    : IRunEventReader, IDisposable
{
    private const string PagesName = "CONCURRENT_PAGES";

    private RunControl? control;
    private ActiveRun? run;
    private Task told = Task.CompletedTask;

    public string Name => name;

    public string Id { get; } = JobId.Of(name);

    public JobOrder Order { get; set; } = order;

    public Wanted Wanted { get; set; } = Wanted.Running;

    /// <summary>What the list of jobs had of it when the service began; null where it was given later.</summary>
    public StoredJobs.Entry? Entry { get; set; }

    /// <summary>How its last run ended; null before the first.</summary>
    public JobEnding? Last { get; set; }

    /// <summary>What it is about, or null.</summary>
    public string? Request { get; private set; } = order.Request;

    /// <summary>Its items, after its last run.</summary>
    public JobCounts LastCounts { get; set; } = JobCounts.None;

    /// <summary>Its sources, after its last run.</summary>
    public IReadOnlyList<SourceView> LastSources { get; set; } = [];

    /// <summary>Workers that it may have now.</summary>
    public int Share { get; private set; }

    /// <summary>The bounds within which the number of its pages finds itself; null where it works on all of its share.</summary>
    public PageRange? Auto { get; private set; }

    /// <summary>CONCURRENT_PAGES of a run that begins now.</summary>
    public string PagesSetting => Auto is null ? $"{Share}" : $"{PageCount.Of(Auto)}";

    /// <summary>Another process had it when this one last tried, or its store was away.</summary>
    public bool IsHeld { get; set; }

    /// <summary>Its run was stopped, and it is resumed by somebody, or by the next service on this folder.</summary>
    public bool IsStopped { get; set; }

    /// <summary>Nobody wants it to go on by itself, and nothing of it is at work.</summary>
    public bool CanBegin => !IsActive && (Wanted == Wanted.Ended || IsStopped);

    /// <summary>A run of it has begun and not ended.</summary>
    public bool IsActive => control is not null;

    /// <summary>Completes when the current run has ended.</summary>
    public Task Running { get; private set; } = Task.CompletedTask;

    /// <summary>Null where no run is prepared.</summary>
    public ActiveRun? Run => run;

    public JobState State => this switch
    {
        { control.Stopping.IsCancellationRequested: true } => JobState.Stopping,
        { control: not null, run: null } => JobState.Starting,
        { control.IsPaused: true } => HasItemsInWork ? JobState.Pausing : JobState.Paused,
        { control: not null, Share: 0 } => HasItemsInWork ? JobState.Running : JobState.Queued,
        { control: not null } => JobState.Running,
        { Wanted: Wanted.Running, IsStopped: true } => Last?.State ?? JobState.Interrupted,
        { Wanted: Wanted.Running } => IsHeld ? JobState.Held : JobState.Queued,
        { Wanted: Wanted.Paused } => JobState.Paused,
        _ => Last?.State ?? JobState.Interrupted,
    };

    public bool HasItemsInWork => run?.Status.Pages.Any(page => page.Item is not null) ?? false;

    /// <param name="settings">Those of the service, below the order's own.</param>
    public void Begin(JobOrder settings)
    {
        control = new(setup.Time) { Ordered = () => steered(this) };
        RunControl mine = control;
        Give(Share, Auto);
        Running = Task.Run(() => RunAsync(settings, mine));
    }

    public void Give(int workers, PageRange? auto)
    {
        (Share, Auto) = (workers, auto);
        if (auto is null)
        {
            control?.SetPages(workers);
        }
        else if (control is not null && control.Auto != auto)
        {
            control.SetAutoPages(auto);
        }
    }

    public void Pause()
    {
        control?.Pause();
        Steer(all => all.PauseAsync(WholeJob.By));
    }

    public void Resume()
    {
        control?.Resume();
        Steer(all => all.ResumeAsync(WholeJob.By));
    }

    public void Cancel(TimeSpan grace)
    {
        if (control is null)
        {
            Last = new(JobState.Cancelled, Last?.Run, "resume to go on", setup.Time.GetUtcNow());
        }

        control?.Stop(StopReason.Cancelled, "resume to go on", grace);
        Steer(all => all.StopAsync(StopReason.Cancelled, WholeJob.Cancelled));
    }

    /// <summary>Ends its run, and begins none until somebody resumes it, or the service starts anew.</summary>
    public void Stop(TimeSpan grace)
    {
        IsStopped = true;
        Last = control is null ? new(JobState.Interrupted, Last?.Run, "stopped; resume to go on", setup.Time.GetUtcNow()) : Last;
        control?.Stop(StopReason.Interrupted, "stopped; resume to go on", grace);
        Steer(all => all.StopAsync(StopReason.Interrupted, WholeJob.Stopped));
    }

    /// <summary>Tells the other machines of its run how many pages each of them drives.</summary>
    public void SetPages(string pages) => Steer(all => all.SetPagesAsync(pages, WholeJob.By));

    /// <summary>Its order, with another number of pages.</summary>
    public JobOrder OrderWith(string pages) => Order with
    {
        Settings = new Dictionary<string, string>(Order.Settings, StringComparer.Ordinal) { [PagesName] = pages },
    };

    /// <summary>
    /// What is wanted of it since its run was steered from elsewhere: other machines pause and go on as one with this one, and have as many
    /// pages.
    /// </summary>
    public (Wanted Wanted, JobOrder Order) Followed() => control is null || control.Stopping.IsCancellationRequested
        || Wanted == Wanted.Ended
        ? (Wanted, Order)
        : (control.IsPaused ? Wanted.Paused : Wanted.Running,
            control.PagesOrder is { } pages && pages != Order.Settings.GetValueOrDefault(PagesName) ? OrderWith(pages) : Order);

    public void Interrupt(TimeSpan grace) =>
        control?.Stop(
            StopReason.Interrupted,
            $"the service ends; items in flight get {grace.TotalSeconds:0} s to finish, and the service goes on when it starts again",
            grace);

    public void Abort() => control?.Abort();

    /// <summary>Called for each event of a run, without the lock.</summary>
    public void Read(RunEvent happened) => tell(Id, happened);

    public static JobCounts CountsOf(JobSummary job) =>
        new(job.Total, job.Waiting, 0, job.Done, job.Skipped, job.Failed, 0, DiscoveryIsOver: false);

    public void Dispose() => control?.Dispose();

    /// <summary>Tells the other machines of the run, if there are any; this one has been told.</summary>
    private void Steer(Func<IJobControl, ValueTask<bool>> order) => told = SteerAsync(told, run, order);

    private static async Task SteerAsync(Task before, ActiveRun? run, Func<IJobControl, ValueTask<bool>> order)
    {
        await before; // the last order is the one that counts
        try
        {
            await (run?.SteerAsync(order) ?? Task.FromResult(false));
        }
        catch (IOException)
        {
            // The store does not answer: the run itself will tell.
        }
    }

    private async Task RunAsync(JobOrder settings, RunControl mine)
    {
        JobEnding ending;
        try
        {
            await using PlannedRun planned = await setup.Orders.PlanAsync(settings, mine.Stopping);
            ActiveRun active = new(planned, mine, setup.Log, setup.Time);
            run = active;
            Request = planned.Plan.Request;
            ending = JobEnding.Of(await active.RunAsync(this));
        }
        catch (RunStopException stop)
        {
            ending = stop.InnerException is StoreAwayException
                ? new(JobState.Held, run?.Plan.Run, $"STORE: {stop.Message}; it goes on when that answers", setup.Time.GetUtcNow())
                : new(
                    stop.InnerException is JobHeldException
                    ? JobState.Held : JobState.Failed, run?.Plan.Run, stop.Message, setup.Time.GetUtcNow());
        }
        catch (OperationCanceledException)
        {
            ending = new(
                mine.Reason == StopReason.Cancelled
                ? JobState.Cancelled : JobState.Interrupted, null, "stopped before the run began", setup.Time.GetUtcNow());
        }
        catch (Exception defect)
        {
            ending = new(
                JobState.Failed, run?.Plan.Run, $"a defect ended the run: {defect.GetType().Name}: {defect.Message.Split('\n')[0]}",
                setup.Time.GetUtcNow());
        }

        ended(this, ending);
    }

    /// <summary>Whether something lies in its inbox; an inbox that cannot be read has nothing.</summary>
    public bool HasMail(string data)
    {
        try
        {
            return new Inbox(Path.Combine(data, Name)).HasMail;
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    /// <summary>The run is over, and another one may begin.</summary>
    public void End(JobEnding ending)
    {
        if (ending.State != JobState.Held && run?.Status is { } status)
        {
            LastCounts = StatusComposer.CountsOf(status);
            LastSources = [.. status.Sources.Select(source => SourceView.Of(source, isOver: true))];
        }

        Last = ending;
        IsHeld = ending.State == JobState.Held;
        run = null;
        control?.Dispose();
        control = null;
    }
}
