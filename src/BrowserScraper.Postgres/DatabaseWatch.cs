namespace BrowserScraper.Postgres;

/// <summary>
/// Whether the database can be used just now. What a session asks of it waits here while it cannot: one line is told when that begins, and
/// one when all that has waited is answered. Members may be called concurrently.
/// </summary>
/// <param name="pause">Between two tries.</param>
/// <param name="last">How long a statement may take after <see cref="GiveUp"/>.</param>
/// <param name="time">The machine's clock, for pauses and how long it took.</param>
internal sealed class DatabaseWatch(TimeSpan pause, TimeSpan last, TimeProvider time) : IDisposable
{
    private readonly TimeSpan pause = pause;
    private readonly TimeSpan last = last;
    private readonly TimeProvider time = time;
    private readonly Lock gate = new();
    private readonly CancellationTokenSource ending = new();
    private CancellationTokenSource interrupt = new();
    private int waiting;
    private long awaySince;
    private long failedAt;
    private volatile bool isAway;

    /// <summary>Told what the operator should know. Default: nobody.</summary>
    public Action<string> Tell { get; set; } = _ => { };

    /// <summary>Something has failed, and nothing has been answered since.</summary>
    public bool IsAway => isAway;

    /// <summary>Nobody waits any longer.</summary>
    public bool IsOver => ending.IsCancellationRequested;

    /// <summary>Begins something that is asked of the database. Dispose it when it has ended.</summary>
    public Asked Begin() => new(this);

    /// <summary>Ends statements that are under way; who asked asks again.</summary>
    public void Interrupt()
    {
        CancellationTokenSource under;
        lock (gate)
        {
            (under, interrupt) = (interrupt, new());
        }

        under.Cancel();
    }

    /// <summary>Nobody waits any longer: what is asked fails where the database is away.</summary>
    public void GiveUp()
    {
        ending.Cancel();
        if (isAway)
        {
            Interrupt();
        }
        else
        {
            lock (gate)
            {
                interrupt.CancelAfter(last);
            }
        }
    }

    public void Dispose()
    {
        ending.Dispose();
        interrupt.Dispose();
    }

    private void Failed(Exception trouble, bool isFirst)
    {
        bool isNew;
        lock (gate)
        {
            waiting += isFirst ? 1 : 0;
            failedAt = time.GetTimestamp();
            (isNew, awaySince) = isAway ? (false, awaySince) : (true, failedAt);
            isAway = true;
        }

        if (isNew)
        {
            Tell($"STORE: the database cannot be used just now ({DatabaseTrouble.WhyOf(trouble)}); waiting for it");
        }
    }

    private void Ended(bool hasWaited, bool isAnswered, long begun)
    {
        TimeSpan? after = null;
        lock (gate)
        {
            waiting -= hasWaited ? 1 : 0;
            if (isAway && isAnswered && waiting == 0 && (hasWaited || begun > failedAt))
            {
                isAway = false;
                after = time.GetElapsedTime(awaySince);
            }
        }

        if (after is { } took)
        {
            Tell($"STORE: the database answers again after {took.TotalSeconds:0} s");
        }
    }

    /// <summary>Something that is asked of the database, until it is answered or nobody waits any longer.</summary>
    internal sealed class Asked(DatabaseWatch watch) : IDisposable
    {
        private readonly long begun = watch.time.GetTimestamp();
        private bool hasWaited;
        private bool isAnswered;

        /// <summary>For one try: cancelled where its statements are to be ended.</summary>
        /// <exception cref="OperationCanceledException">Nobody waits any longer, and the database is away.</exception>
        public CancellationTokenSource Try()
        {
            if (watch.isAway)
            {
                watch.ending.Token.ThrowIfCancellationRequested();
            }

            lock (watch.gate)
            {
                return watch.ending.IsCancellationRequested
                    ? new(watch.last, watch.time) // each has that long, also those that are asked for late
                    : CancellationTokenSource.CreateLinkedTokenSource(watch.interrupt.Token);
            }
        }

        public void Answered() => isAnswered = true;

        public void Failed(Exception trouble)
        {
            watch.Failed(trouble, isFirst: !hasWaited);
            hasWaited = true;
        }

        /// <summary>Waits until the next try is due, or nobody waits any longer.</summary>
        public async Task PauseAsync(CancellationToken unwanted)
        {
            using CancellationTokenSource over = CancellationTokenSource.CreateLinkedTokenSource(watch.ending.Token, unwanted);
            await Task.WhenAny(Task.Delay(watch.pause, watch.time, over.Token));
        }

        public void Dispose()
        {
            if (hasWaited || watch.isAway)
            {
                watch.Ended(hasWaited, isAnswered, begun);
            }
        }
    }
}
