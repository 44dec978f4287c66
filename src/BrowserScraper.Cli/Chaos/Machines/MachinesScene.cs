using BrowserScraper.App;

namespace BrowserScraper.Cli.Chaos.Machines;

/// <summary>Where it happens: the portal, the database, and the machines that work on the job. One strikes at a time.</summary>
internal sealed class MachinesScene(
    IReadOnlyList<ChaosMachine> machines, ChaosStore store, WatchedPortal portal, StoredJudge judge, TimeSpan lease, TimeProvider time)
    : IAsyncDisposable
{
    /// <summary>How often the other side is looked at; the finer, the more random the moment.</summary>
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(4);

    private static readonly TimeSpan LookInterval = TimeSpan.FromMilliseconds(200);

    /// <summary>All files are read each time.</summary>
    private const int LooksBetweenFiles = 10;

    private readonly CancellationTokenSource ending = new();
    private readonly List<Task> mending = [];
    private Task watching = Task.CompletedTask;

    public ChaosStore Store => store;

    /// <summary>After what time a machine that is not heard of is dead.</summary>
    public TimeSpan Lease => lease;

    public Returns Returns { get; } = new(time);

    /// <summary>The portal has replaced a token, and its answer is not sent yet.</summary>
    public NextTime TokenSpent { get; init; } = new();

    public int Starts => machines.Sum(machine => machine.Starts);

    /// <summary>Told of a machine that has ended though it had to go on.</summary>
    public Action<string> Blame { get; set; } = _ => { };

    /// <summary>Starts all machines.</summary>
    public void Start()
    {
        foreach (ChaosMachine machine in machines)
        {
            Start(machine);
        }

        if (watching.IsCompleted)
        {
            watching = Task.Run(WatchAsync);
        }
    }

    public void Start(ChaosMachine machine) => machine.Start(portal.Portal);

    /// <summary>
    /// Waits for something outside this process. A machine that has ended too early is started again meanwhile; the job's end ends the
    /// wait, too.
    /// </summary>
    /// <param name="condition">What is waited for.</param>
    /// <param name="patience">For how long nothing may be served meanwhile.</param>
    /// <param name="stopping">Gives up.</param>
    public async Task<Wait> UntilAsync(Func<bool> condition, TimeSpan patience, CancellationToken stopping)
    {
        long moved = time.GetTimestamp();
        int served = portal.FilesServed;
        while (!machines.All(machine => machine.IsOver))
        {
            if (condition())
            {
                return Wait.CameTrue;
            }

            if (portal.FilesServed is var now && now != served)
            {
                (served, moved) = (now, time.GetTimestamp());
            }
            else if (time.GetElapsedTime(moved) > patience)
            {
                return Wait.Stuck;
            }

            foreach (ChaosMachine machine in machines.Where(machine => !machine.IsDisturbed && machine.Run.Ended.IsCompleted))
            {
                await GoOnAsync(machine);
            }

            await Task.Delay(Interval, time, stopping);
        }

        return Wait.RunEnded;
    }

    /// <summary>A machine that works on the job, and that nothing is done to just now; null where there is none.</summary>
    /// <param name="pick">Which of them.</param>
    /// <param name="which">Of the machines <c>m</c> in the database, which may be meant.</param>
    /// <param name="isReadable">Only one whose way shows what it says.</param>
    public async Task<ChaosMachine?> AtWorkAsync(int pick, string which = "true", bool isReadable = false)
    {
        List<int>? known = await store.ReadAsync(
            row => row.GetInt32(0),
            $"select m.process from machines m join jobs j on j.id = m.job and j.run = m.run where m.gone is null and {which}");
        ChaosMachine[] those = known is null ? [] : [.. Free().Where(
            machine => known.Contains(machine.Run.Id) && (machine.IsReadable || !isReadable))];
        return those.Length == 0 ? null : those[pick % those.Length];
    }

    /// <summary>A machine that nothing is done to just now, perhaps one that is only starting; null where there is none.</summary>
    public ChaosMachine? Any(int pick)
    {
        ChaosMachine[] those = [.. Free()];
        return those.Length == 0 ? null : those[pick % those.Length];
    }

    /// <summary>A machine is lost just now: it is measured when what it had comes back into the queue.</summary>
    public async Task LoseAsync(ChaosMachine machine) => Returns.Lose(await store.ReadAsync(
        row => (row.GetString(0), row.GetInt64(1)),
        """
        select i.key, i.fence from items i join machines m on m.id = i.machine where m.process = $1 and m.gone is null and i.place in (3, 4)
        """, machine.Run.Id) ?? []);

    /// <summary>A machine is disturbed from now on, and it is over after a while.</summary>
    public void Mend(ChaosMachine machine, TimeSpan after, Action mend)
    {
        machine.IsDisturbed = true;
        mending.Add(MendAsync());

        async Task MendAsync()
        {
            await Task.Delay(after, time, ending.Token);
            mend();
            machine.IsDisturbed = false;
        }
    }

    /// <summary>A machine ends by itself now, and is started again then.</summary>
    /// <param name="machine">Which.</param>
    /// <param name="patience">How long it may take.</param>
    /// <param name="codes">What it may end with.</param>
    public void StartWhenEnded(ChaosMachine machine, TimeSpan patience, params int[] codes)
    {
        machine.IsDisturbed = true;
        mending.Add(EndedAsync());

        async Task EndedAsync()
        {
            await Task.WhenAny(machine.Run.Ended, Task.Delay(patience, time, ending.Token));
            ending.Token.ThrowIfCancellationRequested();
            if (!machine.Run.Ended.IsCompleted)
            {
                Blame($"{machine.Name} did not end within {patience.TotalSeconds:0} s");
                machine.Run.Kill(withAll: true);
                await machine.Run.Ended;
            }
            else if (!codes.Contains(machine.Run.ExitCode))
            {
                Blame($"{machine.Name} ended with exit code {machine.Run.ExitCode} instead of {string.Join(" or ", codes)}");
            }

            Start(machine);
            machine.IsDisturbed = false;
        }
    }

    /// <summary>Waits until nothing is done to any machine any more.</summary>
    public async Task CalmAsync()
    {
        await Task.WhenAll(mending);
        mending.Clear();
    }

    /// <summary>Ends every machine.</summary>
    public async ValueTask DisposeAsync()
    {
        await ending.CancelAsync();
        await watching;
        foreach (ChaosMachine machine in machines)
        {
            await machine.DisposeAsync();
        }

        ending.Dispose();
    }

    private IEnumerable<ChaosMachine> Free() => machines.Where(machine => !machine.IsDisturbed && !machine.Run.Ended.IsCompleted);

    /// <summary>A machine that has ended by itself is started again, unless it has seen the job's end.</summary>
    private async Task GoOnAsync(ChaosMachine machine)
    {
        if (machine.IsOver)
        {
            return;
        }

        bool wasRefused = machine.Run.ExitCode == ExitCode.MachineLacks && store.WasInTrouble(machine.StartedAt);
        if (!wasRefused && await machine.Run.StoppedByAsync() is { } message)
        {
            Blame($"{machine.Name} ended with exit code {machine.Run.ExitCode}: {message}");
        }

        Start(machine);
    }

    private async Task WatchAsync()
    {
        using PeriodicTimer timer = new(LookInterval, time);
        try
        {
            for (int look = 1; await timer.WaitForNextTickAsync(ending.Token); look++)
            {
                if (await store.ReadAsync(StoredItem.Read, StoredItem.Sql) is { } items)
                {
                    judge.Look(items);
                    Returns.Look(items);
                }

                if (look % LooksBetweenFiles == 0)
                {
                    judge.LookAtFiles();
                }
            }
        }
        catch (OperationCanceledException)
        {
            // It is over.
        }
    }
}
