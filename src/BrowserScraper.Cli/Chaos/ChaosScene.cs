using BrowserScraper.App.Running;
using BrowserScraper.Machine;

namespace BrowserScraper.Cli.Chaos;

/// <summary>Where it happens: the portal, the disk, and the run that is under way. Not concurrent.</summary>
internal sealed class ChaosScene(HarnessSetup setup, WatchedPortal portal, SmallDisk? disk, TimeProvider time) : IDisposable
{
    /// <summary>How often the other side is looked at; the finer, the more random the moment.</summary>
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(4);

    /// <summary>A browser that was just killed is started again before it can be struck once more.</summary>
    private static readonly TimeSpan VictimLimit = TimeSpan.FromSeconds(30);

    private HarnessRun? run;

    /// <summary>The run that is under way, or has ended last.</summary>
    public HarnessRun Run => run!;

    public int Starts { get; private set; }

    public void Start()
    {
        run?.Dispose();
        run = HarnessRun.Start(setup, portal.Portal, ++Starts, time);
    }

    /// <summary>Waits for something outside this process. The run's end ends the wait, too.</summary>
    /// <param name="condition">What is waited for.</param>
    /// <param name="patience">For how long nothing may be served meanwhile.</param>
    /// <param name="stopping">Gives up.</param>
    public async Task<Wait> UntilAsync(Func<bool> condition, TimeSpan patience, CancellationToken stopping)
    {
        long moved = time.GetTimestamp();
        int served = portal.FilesServed;
        while (!Run.Ended.IsCompleted)
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

            await Task.Delay(Interval, time, stopping);
        }

        return Wait.RunEnded;
    }

    public Task<bool> KillHarness()
    {
        Run.Kill();
        return Task.FromResult(true);
    }

    public Task<bool> SignalHarness(int signal) => Task.FromResult(Signal.Send(Run.Id, signal));

    /// <summary>
    /// Sends a signal to a process that the run has started; the busiest ones are struck, as a spare renderer would not be missed.
    /// </summary>
    public async Task<bool> StrikeAsync(Func<ProcessFacts, bool> isVictim, int signal, int pick, CancellationToken stopping)
    {
        const int Busiest = 3;
        ProcessFacts[] victims = [];
        await UntilAsync(
            () => (victims = [
                .. ProcessTree.Of(Run.Id).Skip(1).Where(isVictim).OrderByDescending(process => process.Ticks).Take(Busiest)]).Length > 0,
            VictimLimit, stopping);
        return victims.Length > 0 && Signal.Send(victims[pick % victims.Length].Id, signal);
    }

    public async Task<bool> RestartPortalAsync(int visitors, CancellationToken stopping)
    {
        await portal.RestartAsync(visitors, stopping);
        return true;
    }

    public Task<bool> FillDisk()
    {
        disk!.Fill();
        return Task.FromResult(true);
    }

    /// <summary>Waits until the run has ended; a full disk is kept full meanwhile, and has room again afterwards.</summary>
    /// <returns>False where it does not end.</returns>
    public async Task<bool> EndAsync(bool diskIsFull, TimeSpan patience, CancellationToken stopping)
    {
        Wait ended = await UntilAsync(
            () =>
            {
                if (diskIsFull)
                {
                    disk!.Fill();
                }

                return false;
            },
            patience, stopping);
        disk?.Free();
        return ended == Wait.RunEnded;
    }

    /// <summary>Ends everything that was started and still lives, frozen browsers included.</summary>
    /// <returns>How many processes that were, the run itself apart.</returns>
    public async Task<int> CleanUpAsync()
    {
        run?.Dispose();
        run = null;
        return await Leftovers.EndAsync(setup.Mark, time);
    }

    public void Dispose() => run?.Dispose();
}
