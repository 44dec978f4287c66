using BrowserScraper.Server.Settings;
using BrowserScraper.Server.Status;
using BrowserScraper.Settings;

namespace BrowserScraper.Server.Jobs;

/// <summary>
/// All jobs of the service: takes orders, shares the workers out, begins runs, and writes down what is wanted before it answers. Members may be called
/// concurrently.
/// </summary>
internal sealed class JobDesk
{
    /// <summary>What items in flight get to finish.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromSeconds(10);

    private readonly Lock gate = new();
    private readonly List<ServedJob> jobs = [];
    private readonly ServiceSetup setup;
    private readonly SettingsFile settings;
    private readonly EventRing events;
    private readonly Totals totals = new();
    private readonly JobBook book;
    private bool isClosing;

    public JobDesk(ServiceSetup setup, SettingsFile settings, EventRing events, JobBook book)
    {
        (this.setup, this.settings, this.events, this.book) = (setup, settings, events, book);
        foreach (JobBook.Entry entry in book.Read())
        {
            jobs.Add(Make(entry.Job, entry.Order, entry.Wanted, entry.Last));
        }

        WorkersRun = settings.Changed.WorkersStopped != true;
    }

    /// <summary>False from a stop of the workers to their next start.</summary>
    public bool WorkersRun { get; private set; }

    /// <summary>Every job that was to be taken up at the start has what it had left in its queue again.</summary>
    public bool IsRecovered { get; private set; }

    public bool IsClosing => isClosing;

    /// <summary>Where the jobs are.</summary>
    public string DataDirectory => settings.OutputDirInForce;

    /// <summary>Takes up the jobs that are wanted running.</summary>
    public void Open()
    {
        lock (gate)
        {
            ShareOut();
            IsRecovered = true;
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

    /// <summary>Items settled since the service began.</summary>
    public (int Processed, int Failed) Settled
    {
        get
        {
            lock (gate)
            {
                return totals.With(jobs);
            }
        }
    }

    /// <summary>Takes a job on.</summary>
    /// <returns>Its id.</returns>
    /// <exception cref="Items.RunStopException">The order is wrong.</exception>
    /// <exception cref="ServiceException">The job is at work.</exception>
    public string Order(JobOrder order)
    {
        string name = setup.Check(Filled(order));
        lock (gate)
        {
            RefuseClosing();
            ServedJob job = Find(name) ?? Add(Make(name, order, Wanted.Ended, null));
            if (job.IsActive || job.Wanted != Wanted.Ended)
            {
                throw new ServiceException(409, $"{name} is {Word(job.State)} already; pause, resume or cancel it, or add items to it");
            }

            job.Order = order;
            Want(job, Wanted.Running);
            return job.Id;
        }
    }

    /// <summary>Changes a job.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="change">Is called under the lock.</param>
    public void With(string name, Action<ServedJob> change)
    {
        lock (gate)
        {
            RefuseClosing();
            change(Find(name) ?? throw new ServiceException(404, $"there is no job '{JobId.Of(name)}' in this service; see GET /jobs"));
        }
    }

    /// <summary>Writes down what is wanted of a job, and does it. Called from within <see cref="With"/>.</summary>
    public void Want(ServedJob job, Wanted wanted)
    {
        (Wanted before, job.Wanted) = (job.Wanted, wanted);
        try
        {
            book.Write(jobs);
        }
        catch (IOException)
        {
            job.Wanted = before;
            throw;
        }

        ShareOut();
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
        }
    }

    /// <summary>Begins nothing further, gives what is in flight its time, and completes when every run has ended.</summary>
    public Task CloseAsync(TimeSpan grace)
    {
        lock (gate)
        {
            isClosing = true;
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

    private ServedJob? Find(string name) => jobs.Find(job => job.Name == name);

    private ServedJob Add(ServedJob job)
    {
        jobs.Add(job);
        return job;
    }

    private ServedJob Make(string name, JobOrder order, Wanted wanted, JobEnding? last) =>
        new(name, order, setup, events.Read, OnEnded) { Wanted = wanted, Last = last };

    private void ShareOut()
    {
        if (isClosing)
        {
            return;
        }

        ServedJob[] working = [.. jobs.Where(job => job.Wanted == Wanted.Running)];
        int[] shares = WorkerShares.Divide(WorkersRun ? settings.Current.MaxWorkers : 0, [.. working.Select(LimitOf)]);
        foreach ((ServedJob job, int share) in working.Zip(shares))
        {
            job.Give(share);
            if (share > 0 && !job.IsActive)
            {
                events.Tell(job.Id, EventKind.Job, null, "its run begins");
                job.Begin(Filled(job.Order));
            }
        }
    }

    /// <summary>What the service's own settings say, where neither the order nor its profile does.</summary>
    private JobOrder Filled(JobOrder order)
    {
        Dictionary<string, string> values = new(order.Settings, StringComparer.Ordinal) { ["DATA_DIR"] = DataDirectory };
        SettingsChange changed = settings.Changed;
        IReadOnlyDictionary<string, string?>? profile = order.Profile is { } name ? Profile.Find(name)?.Values : null;
        Put("MAX_RETRIES", changed.MaxRetries?.ToString());
        Put("BACKOFF_FACTOR", changed.BackoffFactor?.ToString());
        return order with { Settings = values };

        void Put(string setting, string? value)
        {
            if (value is not null && profile?.ContainsKey(setting) != true)
            {
                values.TryAdd(setting, value);
            }
        }
    }

    private static int? LimitOf(ServedJob job) =>
        job.Order.Settings.TryGetValue("CONCURRENT_PAGES", out string? own) && int.TryParse(own, out int pages) ? pages
        : job.Order.Profile is { } profile && Profile.Find(profile)?.Values.GetValueOrDefault("CONCURRENT_PAGES") is { } set ? int.Parse(set)
        : null;

    private void OnEnded(ServedJob job, JobEnding ending)
    {
        lock (gate)
        {
            totals.Add(job);
            job.End(ending);
            if (!isClosing && job.Wanted == Wanted.Running)
            {
                job.Wanted = Wanted.Ended;
            }

            events.Tell(job.Id, EventKind.Job, null, $"{Word(ending.State)}{(ending.Message is { } why ? $": {why}" : "")}");
            try
            {
                book.Write(jobs);
            }
            catch (IOException refused)
            {
                events.Tell(job.Id, EventKind.Notice, null, $"SERVICE: jobs.json cannot be written ({refused.Message})");
            }

            ShareOut();
        }
    }

    private void RefuseClosing()
    {
        if (isClosing)
        {
            throw new ServiceException(503, "the service ends");
        }
    }

    private static string Word(JobState state) => state.ToString().ToLowerInvariant();
}
