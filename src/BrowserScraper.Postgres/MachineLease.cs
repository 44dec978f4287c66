using BrowserScraper.Items;

namespace BrowserScraper.Postgres;

/// <summary>
/// Says that this machine is there, takes back what others have left who are not, and looks for what they have changed, as long as it
/// lasts. Where its heartbeat does not come through for too long, or comes too late, it cuts the fence: others may have taken its items.
/// It goes on under the same number then, as soon as it is heard of again: claims of before are worth nothing, and fences keep its
/// completions out.
/// </summary>
internal sealed class MachineLease : IAsyncDisposable
{
    private readonly CancellationTokenSource ending = new();
    private readonly Database database;
    private readonly DatabaseWatch watch;
    private readonly ClaimFence fence;
    private readonly JobPlace place;
    private readonly PostgresOptions options;
    private readonly MachineWork work;
    private readonly Func<Database, Task> look;
    private readonly Action changed;
    private readonly Task beating;
    private readonly Task watching;
    private readonly bool force;
    private DatabaseWatch.Asked? failing;
    private volatile Exception? fault; // no further beat mends it
    private long heardAt = TimeProvider.System.GetTimestamp();
    private long steadyAt;

    /// <param name="database">Where the machine is known; it is not waited for here.</param>
    /// <param name="watch">Told where it is away.</param>
    /// <param name="fence">What is claimed here.</param>
    /// <param name="place">Where it works.</param>
    /// <param name="options">How often.</param>
    /// <param name="work">What it tells of itself.</param>
    /// <param name="force">Done items are fetched again.</param>
    /// <param name="look">Looks for what others have changed.</param>
    /// <param name="changed">Told where claims come to another end than before.</param>
    public MachineLease(
        Database database, DatabaseWatch watch, ClaimFence fence, JobPlace place, PostgresOptions options, MachineWork work,
        bool force, Func<Database, Task> look, Action changed)
    {
        (this.database, this.watch, this.fence, this.place) = (database.Within(options.Heartbeat), watch, fence, place);
        (this.options, this.work, this.force, this.look, this.changed) = (options, work, force, look, changed);
        steadyAt = heardAt - (long)(options.Lease.TotalSeconds * TimeProvider.System.TimestampFrequency);
        beating = Task.Run(BeatAsync);
        watching = Task.Run(WatchAsync);
    }

    /// <summary>To be called before anything is begun here.</summary>
    /// <exception cref="RunStopException">This machine cannot work on: the job is gone, or its right to it.</exception>
    public void ThrowIfOver()
    {
        if (fault is { } known)
        {
            throw known is RunStopException or IOException
                ? new RunStopException((known as RunStopException)?.Reason ?? StopReason.MachineLacks, known.Message, known)
                : new InvalidOperationException("the machine's lease cannot be kept", known);
        }
    }

    /// <summary>What a machine ends with whose job is gone.</summary>
    public static RunStopException Deleted() => new(
        StopReason.Cancelled, "STORE: the job was deleted from the database; nothing is left to do here");

    /// <summary>Leaves: what is claimed here comes back at once, with one interruption more. Who is last ends the run.</summary>
    public async ValueTask DisposeAsync()
    {
        if (ending.IsCancellationRequested)
        {
            return; // twice is harmless
        }

        await ending.CancelAsync();
        await beating;
        await watching;
        failing?.Dispose();
        ending.Dispose();
        try
        {
            await LeaveAsync();
        }
        catch (IOException)
        {
            // The database is gone; the others take it back when they have not heard of this machine for long.
        }
    }

    private Task<bool> LeaveAsync() => database.InStepAsync(async step =>
    {
        await step.RunAsync("select 1 from jobs where id = $1 for update", place.Job); // nobody joins meanwhile
        await step.RunAsync(Reap("m.id = $3"), place.Job, place.Run, place.Machine);
        await step.RunAsync($"update machines set gone = now(), {MachineWork.Told} where id = $1", [place.Machine, .. work.Values]);
        await step.RunAsync(
            """
            update runs set ended = now() where job = $1 and number = $2 and ended is null and not exists
                (select 1 from machines m where m.job = $1 and m.run = $2 and m.gone is null and m.beat > now() - m.lease)
            """, place.Job, place.Run);
        return true;
    });

    private async Task BeatAsync()
    {
        using PeriodicTimer timer = new(options.Poll);
        try
        {
            for (long beat = TimeProvider.System.GetTimestamp(); await timer.WaitForNextTickAsync(ending.Token) && fault is null;)
            {
                bool isDue = failing is not null || fence.IsCut || TimeProvider.System.GetElapsedTime(beat) >= options.Heartbeat;
                beat = isDue ? TimeProvider.System.GetTimestamp() : beat;
                await BeatAsync(isDue);
            }
        }
        catch (OperationCanceledException)
        {
            // The run is left.
        }
    }

    private async Task BeatAsync(bool isDue)
    {
        try
        {
            if (isDue)
            {
                await BeatOnceAsync();
                await GiveBackUnknownAsync();
                if (TimeProvider.System.GetElapsedTime(steadyAt) >= options.Lease)
                {
                    await database.RunAsync(Reap("(m.gone is not null or m.beat < now() - m.lease)"), place.Job, place.Run);
                }
            }

            failing?.Answered();
            failing?.Dispose();
            failing = null;
            await look(database);
        }
        catch (IOException refused) when (DatabaseTrouble.IsPassing(refused))
        {
            failing ??= watch.Begin();
            failing.Failed(refused.InnerException ?? refused);
        }
        catch (IOException refused)
        {
            Stop(DatabaseTrouble.IsLasting(refused.InnerException ?? refused) ? DatabaseTrouble.Stop(refused.InnerException!) : refused);
        }
        catch (Exception broken) when (broken is not OperationCanceledException)
        {
            Stop(broken);
        }
    }

    /// <summary>
    /// One beat. It came too late where the last one is older than the lease by the database's clock: this machine, or the way to the
    /// database, has stood still, and others have taken it for dead. Where they have ended the run meanwhile, it is at work again, unless
    /// another one has begun.
    /// </summary>
    private async Task BeatOnceAsync()
    {
        long sent = TimeProvider.System.GetTimestamp();
        List<(bool IsLate, double Since, int? Run)> beaten = await database.AllAsync(
            row => (row.GetBoolean(0), row.GetDouble(1), row.IsDBNull(2) ? (int?)null : row.GetInt32(2)),
            $"""
            with again as (
                update runs r set ended = null from jobs j
                where r.job = $5 and r.number = $6 and r.ended is not null and j.id = $5 and j.run = $6)
            update machines m set beat = clock_timestamp(), {MachineWork.Told}
            from (select id, beat, lease from machines where id = $1 and gone is null for update) before where m.id = before.id
            returning clock_timestamp() - before.beat > before.lease, extract(epoch from clock_timestamp() - before.beat)::float8,
                (select run from jobs where id = $5)
            """, [place.Machine, .. work.Values, place.Job, place.Run]);
        if (beaten is not [{ Run: { } run } beat])
        {
            throw Deleted();
        }

        if (run != place.Run)
        {
            throw new RunStopException(
                StopReason.MachineLacks, $"STORE: this machine was not heard of for {beat.Since:0} s; the others have ended its run, and "
                    + "another one has begun: start again to join that");
        }

        if (TimeProvider.System.GetElapsedTime(heardAt) > 2 * (options.Heartbeat + options.Poll))
        {
            steadyAt = TimeProvider.System.GetTimestamp(); // the others were not heard of either: they have time to come back
        }

        if (beat.IsLate && !fence.IsCut)
        {
            Cut($"STORE: this machine was not heard of for {beat.Since:0} s, and others may have its items; what is in work ends here");
        }

        heardAt = sent;
        fence.Mend();
    }

    /// <summary>
    /// What is claimed for this machine and not known here goes back as it was: the answer to the claim was lost, or the fence was cut.
    /// One whose answer is just on its way is younger than the question.
    /// </summary>
    private Task<int> GiveBackUnknownAsync()
    {
        TimeSpan onItsWay = fence.OnItsWay; // read before the keys: an answer is kept before it has come
        return database.RunAsync(
            """
            with unknown as materialized (
                select key from items where job = $1 and run = $2 and machine = $3 and place in (3, 4) and updated < now() - $4
                    and not (key = any($5)) for update skip locked)
            update items i set ord = nextval('item_order') * 1000000, machine = null, place = case when exists
                    (select 1 from ended_groups e where e.job = $1 and e.run = $2 and e.grp = coalesce(i.grp, '')) then 0 else 1 end,
                state = case when $6 and i.state = 2 then 2 else 0 end
            from unknown where i.job = $1 and i.key = unknown.key
            """, place.Job, place.Run, place.Machine, options.Heartbeat + onItsWay, fence.Keys, force);
    }

    /// <summary>A beat may hang, so that somebody else has to look at the clock.</summary>
    private async Task WatchAsync()
    {
        using PeriodicTimer timer = new(options.Poll < options.Patience ? options.Poll : options.Patience);
        try
        {
            while (await timer.WaitForNextTickAsync(ending.Token))
            {
                if (!fence.IsCut && TimeProvider.System.GetElapsedTime(Volatile.Read(ref heardAt)) >= options.Patience)
                {
                    Cut($"STORE: no heartbeat of this machine has come through for {options.Patience.TotalSeconds:0} s; what is in work "
                        + "ends here, and nothing is begun until one does");
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The run is left.
        }
    }

    private void Stop(Exception broken)
    {
        fault = broken; // told where the next item is asked for
        Cut(line: null);
    }

    private void Cut(string? line)
    {
        if (line is not null)
        {
            watch.Tell(line);
        }

        try
        {
            fence.Cut();
        }
        catch (AggregateException thrown)
        {
            watch.Tell($"STORE: something in work could not be ended ({FaultText.Of(thrown)})");
        }

        watch.Interrupt();
        changed();
    }

    /// <summary>
    /// Takes back what machines have claimed that are gone. An item that was in work costs an interruption. None is given up here: nobody
    /// would be told. The next claim on it does that, and tells it.
    /// </summary>
    private static string Reap(string which) =>
        $"""
        with dead as materialized (
            select i.job, i.key, i.place = 4 as held, coalesce((i.tally ->> 'interruptions')::int, 0) + 1 as times,
                exists (select 1 from ended_groups e where e.job = $1 and e.run = $2 and e.grp = coalesce(i.grp, '')) as is_ended
            from items i join machines m on i.machine = m.id
            where i.job = $1 and i.run = $2 and i.place in (3, 4) and {which} limit 500 for update of i skip locked)
        update items i set ord = nextval('item_order') * 1000000, machine = null,
            place = case when dead.is_ended then 0 else 1 end,
            tally = case when dead.held then i.tally
                else coalesce(i.tally, '{"{}"}'::jsonb) || jsonb_build_object('interruptions', dead.times) end
        from dead where i.job = dead.job and i.key = dead.key
        """;
}
