using System.Security.Cryptography;
using BrowserScraper.Cli.Demo;
using BrowserScraper.Items;
using BrowserScraper.Output;
using BrowserScraper.Progress;

namespace BrowserScraper.Cli.Chaos.Machines;

/// <summary>
/// Disturbs a job that many machines work on, as planned: its machines, their ways to the database, the database itself. Lets it finish in
/// peace, and has it judged. Runs once.
/// </summary>
/// <param name="options">What is wanted.</param>
/// <param name="root">An empty folder.</param>
/// <param name="tell">Told of each disturbance.</param>
/// <param name="time">The clock.</param>
internal sealed class MachinesRun(ChaosOptions options, string root, Action<string> tell, TimeProvider time)
{
    /// <summary>Short pages of the list, so that somebody is reading it for long.</summary>
    private const int ListRows = 5;

    private const int KeyBytes = 32;

    /// <summary>The list shows so many items more than the next disturbance waits for.</summary>
    private const int Ahead = 10;

    /// <summary>Shorter than a request may take, see <see cref="MachineSetups"/>.</summary>
    private static readonly TimeSpan LongestHold = TimeSpan.FromSeconds(8);

    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(20);

    private readonly List<Strike> strikes = [];
    private readonly long started = time.GetTimestamp();
    private readonly string mark = $"{Guid.NewGuid():n}";
    private readonly NextTime tokenSpent = new();
    private volatile int shown = Ahead;
    private WatchedPortal? portal;

    /// <exception cref="RunStopException">The job does not even run undisturbed, the script has no portal to compare with, or there is no
    /// database.</exception>
    public async Task<ChaosResult> RunAsync(CancellationToken stopping)
    {
        DemoArguments demo = new(options.Items, options.Items, LatencyMilliseconds: 0, options.Seed, Faults: [])
        {
            HasBarePages = options.HasBarePages, ListRows = ListRows, RowsAsked = HoldAsync, TokenSpent = tokenSpent.Happen,
        };
        await using WatchedPortal watched = portal = await WatchedPortal.StartAsync(demo, options.Script, time, stopping);
        await using ChaosStore store = await ChaosStore.StartAsync(options.Store, mark);
        MachineSetups setups = new(options, root, mark, store);
        await File.WriteAllBytesAsync(setups.KeyFile, RandomNumberGenerator.GetBytes(KeyBytes), stopping);
        ChaosMachine[] machines = [.. Enumerable.Range(1, options.Machines).Select(number => setups.Machine(number, time))];
        StoredJudge judge = new(portal, setups.Files);
        MachinesScene scene = new(machines, store, portal, judge, setups.Lease, time) 
        {
            Blame = Blame, TokenSpent = tokenSpent,
        };
        int leftBehind = 0;
        try
        {
            scene.Start();
            bool goesOn = true;
            foreach (PlannedStrike planned in PlannedStrike.Plan(options.Kinds, options.Items, options.Kills, options.Seed))
            {
                goesOn = goesOn && await DisturbAsync(planned, scene, stopping);
            }

            shown = int.MaxValue;
            tell($"{Clock()} | no more disturbances: what is left, and then one run more");
            await scene.CalmAsync();
            await EndInPeaceAsync(scene, stopping);
            scene.Start();
            await EndInPeaceAsync(scene, stopping);
        }
        finally
        {
            await scene.DisposeAsync();
            leftBehind = await Leftovers.EndAsync(mark, time);
        }

        DateTimeOffset now = time.GetUtcNow();
        Recoveries recoveries = new(
            machines.SelectMany(machine => EventsFile.AllBelow(JobFolder.At(machine.Setup.Job).Runs)),
            told => told > now ? told - MachineDisturbances.Ahead : told);
        strikes.ForEach(strike => strike.Recovery = recoveries.After(strike));
        List<StoredItem> items = await store.ReadAsync(StoredItem.Read, StoredItem.Sql)
            ?? throw new RunStopException(StopReason.MachineLacks, "the database does not answer at the end, so nothing can be judged");
        return new(
            options.Kills, strikes, judge.Conclude(items), scene.Starts, options.Items, portal.FilesServed, leftBehind,
            time.GetElapsedTime(started))
        {
            Lease = setups.Lease, Returned = [.. scene.Returns.All], SentLate = judge.SentLate,
        };
    }

    /// <returns>False where there is no more to disturb.</returns>
    private async Task<bool> DisturbAsync(PlannedStrike planned, MachinesScene scene, CancellationToken stopping)
    {
        shown = planned.AfterItems + Ahead;
        int requests = portal!.Requests;
        long tried = time.GetTimestamp();
        while (true)
        {
            Wait wait = await scene.UntilAsync(
                () => portal.Requests >= requests + planned.AfterRequests && portal.ItemsServed() >= planned.AfterItems,
                options.Patience, stopping);
            if (wait == Wait.RunEnded)
            {
                return false;
            }

            if (wait == Wait.Stuck || time.GetElapsedTime(tried) > options.Patience + options.Patience)
            {
                Blame(wait == Wait.Stuck ? $"nothing was served for {options.Patience.TotalSeconds:0} s"
                    : $"'{planned.Disturbance.What}' had nothing to strike at for long");
                return wait != Wait.Stuck;
            }

            Strike strike = new(planned, time.GetUtcNow());
            if (await ((MachineDisturbance)planned.Disturbance).StrikeAsync(scene, planned.Pick, stopping))
            {
                strikes.Add(strike);
                tell($"{Clock()} | {planned.Number,3} of {options.Kills} | {planned.Disturbance.What,-48} | {portal.ItemsServed()} of "
                    + $"{options.Items} items served");
                return true;
            }

            await Task.Delay(Interval, time, stopping); // all machines are disturbed just now, or starting
        }
    }

    private async Task EndInPeaceAsync(MachinesScene scene, CancellationToken stopping)
    {
        if (await scene.UntilAsync(() => false, options.Patience, stopping) == Wait.Stuck)
        {
            Blame($"nothing was served for {options.Patience.TotalSeconds:0} s, and not all machines have ended");
        }
    }

    /// <summary>
    /// The list goes on as the disturbances do: the items last until the last of them, and somebody is reading it for long. No request
    /// waits for ever.
    /// </summary>
    private async Task HoldAsync(int page)
    {
        for (long asked = time.GetTimestamp(); (page - 1) * ListRows > shown && time.GetElapsedTime(asked) < LongestHold;)
        {
            await Task.Delay(Interval, time);
        }
    }

    /// <summary>A machine has given up, and it is the last disturbance that it did not get over.</summary>
    private void Blame(string why)
    {
        string line = OneLine.Of(why);
        if (strikes.Count == 0)
        {
            throw new RunStopException(StopReason.MachineLacks, $"the job does not run even undisturbed: {line}");
        }

        tell($"{Clock()} | GAVE UP after '{strikes[^1].Planned.Disturbance.What}': {line}");
        strikes[^1].GaveUp ??= line;
    }

    private string Clock() => App.Display.Text.Duration(time.GetElapsedTime(started));
}
