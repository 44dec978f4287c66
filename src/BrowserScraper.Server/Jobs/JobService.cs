using BrowserScraper.Checkpoints;
using BrowserScraper.Items;
using BrowserScraper.Planning;
using BrowserScraper.Server.Settings;
using BrowserScraper.Server.Status;
using BrowserScraper.Stores;

namespace BrowserScraper.Server.Jobs;

/// <summary>
/// All jobs of the service: takes orders, shares the workers out, begins runs, and writes down what is wanted before it answers. Members
/// may be called concurrently.
/// </summary>
internal sealed class JobService
{
    private readonly Lock gate = new();
    private readonly List<ServedJob> jobs = [];
    private readonly ServiceSetup setup;
    private readonly SettingsFile settings;
    private readonly EventRing events;
    private readonly OrderRules rules;
    private readonly StoredJobs book;
    private readonly HeldJobs held;
    private readonly Totals totals = new();
    private List<ServedJob>? recovering;

    /// <param name="setup">Makes its runs.</param>
    /// <param name="settings">Those of the service.</param>
    /// <param name="events">Told of what happens.</param>
    /// <param name="book">Has the jobs that the service was given.</param>
    /// <param name="store">Has what they know. Default: folders below DATA_DIR.</param>
    /// <param name="known">How they stand there at the start, by name. Default: as their folders tell.</param>
    public JobService(
        ServiceSetup setup, SettingsFile settings, EventRing events, StoredJobs book, IJobCatalog? store = null,
        IReadOnlyDictionary<string, JobSummary>? known = null)
    {
        (this.setup, this.settings, this.events, this.book) = (setup, settings, events, book);
        (rules, held) = (new(setup), new(store, setup.Time));
        foreach (StoredJobs.Entry entry in book.Read())
        {
            ServedJob job = Make(entry.Job, entry.Order, entry.Wanted, entry.Last);
            job.Entry = entry;
            job.LastCounts = LastStand.CountsOf(
                name => known is null ? JobList.Find(DataDirectory, name) : known.GetValueOrDefault(name), job.Name, job.Last,
                text => events.Tell(job.Id, EventKind.Notice, null, text));
            jobs.Add(job);
        }

        if (book.IsDamaged)
        {
            book.Write(jobs); // or each start would tell it again
        }

        WorkersRun = settings.Changed.WorkersStopped != true;
    }

    /// <summary>False from a stop of the workers to their next start.</summary>
    public bool WorkersRun { get; private set; }

    /// <summary>Every job that was taken up at the start has what it had left in its queue again, or has ended.</summary>
    public bool IsRecovered
    {
        get
        {
            lock (gate)
            {
                recovering?.RemoveAll(job => !job.IsActive || job.Run?.Status.IsRecovered == true);
                return recovering is { Count: 0 };
            }
        }
    }

    public bool IsClosing { get; private set; }

    /// <summary>Where the jobs are.</summary>
    public string DataDirectory => settings.OutputDirInForce;

    /// <summary>Items settled since the service began.</summary>
    public (int Processed, int Failed) Settled => Look(totals.With);

    /// <summary>Takes up the jobs that are wanted running.</summary>
    public void Open()
    {
        lock (gate)
        {
            ShareOut();
            recovering = [.. jobs.Where(job => job.IsActive)];
        }
    }

    /// <summary>Looks at all jobs at one moment.</summary>
    public T Look<T>(Func<IReadOnlyList<ServedJob>, T> look)
    {
        lock (gate)
        {
            return look(jobs);
        }
    }

    /// <exception cref="RunStopException">There is no such script.</exception>
    /// <exception cref="ServiceException">Something else is wrong with it.</exception>
    public JobTarget Check(JobOrder order) => rules.Check(order, Filled);

    /// <summary>Changes a job, or makes one.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="order">What it is to do where it is not known yet; null where it has to be.</param>
    /// <param name="change">Is called under the lock.</param>
    public T With<T>(string name, JobOrder? order, Func<ServedJob, T> change)
    {
        lock (gate)
        {
            RefuseClosing();
            ServedJob? job = jobs.Find(job => job.Name == name);
            if (job is null && order is not null)
            {
                job = Make(name, order, Wanted.Ended, null);
                jobs.Add(job);
            }

            return change(job ?? throw new ServiceException(404, $"the service has no job '{JobId.Of(name)}'; see GET /jobs"));
        }
    }

    /// <summary>Writes down what is wanted of a job, and sees to it. Called from within <see cref="With"/>.</summary>
    /// <exception cref="IOException">It cannot be written, and nothing has changed.</exception>
    public void Want(ServedJob job, Wanted wanted, JobOrder order)
    {
        (Wanted, JobOrder) before = (job.Wanted, job.Order);
        (job.Wanted, job.Order) = (wanted, order);
        try
        {
            book.Write(jobs);
        }
        catch
        {
            (job.Wanted, job.Order) = before;
            throw;
        }

        ShareOut();
        events.Changed();
    }

    /// <summary>Lets the workers work, or stop after their items, and writes it down.</summary>
    public void SetWorkers(bool run, int? number)
    {
        lock (gate)
        {
            RefuseClosing();
            settings.Change(new() { MaxWorkers = number, WorkersStopped = !run });
            WorkersRun = run;
            ShareOut();
            events.Changed();
        }
    }

    /// <summary>Takes over settings that were checked, and shares the workers out anew.</summary>
    public void Change(SettingsChange change)
    {
        lock (gate)
        {
            RefuseClosing();
            settings.Change(change);
            ShareOut();
            events.Changed();
        }
    }

    /// <summary>Begins nothing further, gives what is in flight its time, and completes when every run has ended.</summary>
    public Task CloseAsync(TimeSpan grace)
    {
        lock (gate)
        {
            IsClosing = true;
            jobs.ForEach(job => job.Interrupt(grace));
            return Task.WhenAll(jobs.Select(job => job.Running));
        }
    }

    /// <summary>Ends what is in flight.</summary>
    public void Abort()
    {
        lock (gate)
        {
            jobs.ForEach(job => job.Abort());
        }
    }

    private ServedJob Make(string name, JobOrder order, Wanted wanted, JobEnding? last) =>
        new(name, order, setup, events.Read, OnSteered, OnEnded) { Wanted = wanted, Last = last };

    private void ShareOut()
    {
        if (IsClosing)
        {
            return;
        }

        ServedJob[] working = [.. jobs.Where(job => job is { Wanted: Wanted.Running, IsHeld: false, IsStopped: false })];
        int[] shares = WorkerShares.Divide(WorkersRun ? settings.Current.MaxWorkers : 0, [.. working.Select(WorkerShares.LimitOf)]);
        foreach ((ServedJob job, int share) in jobs.Except(working).Select(job => (job, 0)).Concat(working.Zip(shares)))
        {
            job.Give(share, WorkerShares.AutoOf(job, settings.Current.AutoPages, share));
            if (share > 0 && !job.IsActive)
            {
                JobOrder order = Filled(job.Order);
                // no page more than it has to begin with
                Dictionary<string, string> own = new(order.Settings, StringComparer.Ordinal) { ["CONCURRENT_PAGES"] = job.PagesSetting };
                job.Begin(order with { Settings = own });
            }
        }
    }

    private JobOrder Filled(JobOrder order) => OrderFill.Fill(order, settings.Changed, DataDirectory);

    private void OnSteered(ServedJob job)
    {
        lock (gate)
        {
            if (IsClosing)
            {
                return;
            }

            try
            {
                (Wanted wanted, JobOrder order) = job.Followed();
                if ((wanted, order) != (job.Wanted, job.Order))
                {
                    Want(job, wanted, order);
                }
                else
                {
                    ShareOut(); // pages that were ordered for all machines are no more than its share here
                }
            }
            catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
            {
                TellUnwritten(job, refused);
            }
        }
    }

    private void OnEnded(ServedJob job, JobEnding ending)
    {
        lock (gate)
        {
            totals.Add(job);
            job.End(ending);
            job.IsStopped = ending.State == JobState.Interrupted && !IsClosing;
            bool hasMail = ending.Run is not null && job.HasMail(DataDirectory);
            if (ending.State is JobState.Cancelled or JobState.Failed || (ending.State == JobState.Done && !hasMail))
            {
                job.Wanted = Wanted.Ended;
            }

            events.Tell(job.Id, EventKind.Job, null,
                $"{ending.State.ToString().ToLowerInvariant()}{(ending.Message is { } why ? $": {why.Split('\n')[0]}" : "")}");
            try
            {
                book.Write(jobs);
            }
            catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
            {
                TellUnwritten(job, refused);
            }

            ShareOut();
        }

        if (ending.State == JobState.Held)
        {
            _ = LookAgainAsync(job);
        }
    }

    private async Task LookAgainAsync(ServedJob job)
    {
        await held.WaitAsync(Path.Combine(DataDirectory, job.Name), () => IsClosing);
        lock (gate)
        {
            job.IsHeld = false;
            ShareOut();
        }
    }

    private void TellUnwritten(ServedJob job, Exception refused) =>
        events.Tell(job.Id, EventKind.Notice, null, $"SERVICE: jobs.json cannot be written ({refused.Message})");

    private void RefuseClosing()
    {
        if (IsClosing)
        {
            throw new ServiceException(503, "the service ends");
        }
    }
}
