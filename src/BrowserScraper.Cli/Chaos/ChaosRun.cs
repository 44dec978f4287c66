using BrowserScraper.App;
using BrowserScraper.Cli.Demo;
using BrowserScraper.Items;
using BrowserScraper.Output;
using BrowserScraper.Progress;

namespace BrowserScraper.Cli.Chaos;

/// <summary>
/// Disturbs a job as planned, starts it again where a disturbance has ended it, lets it finish in peace, and has it judged. Runs once.
/// </summary>
/// <param name="options">What is wanted.</param>
/// <param name="root">An empty folder.</param>
/// <param name="disk">The small disk for the job's data, or null.</param>
/// <param name="tell">Told of each disturbance.</param>
/// <param name="time">The clock.</param>
internal sealed class ChaosRun(ChaosOptions options, string root, SmallDisk? disk, Action<string> tell, TimeProvider time)
{
    private readonly List<Strike> strikes = [];
    private readonly long started = time.GetTimestamp();

    /// <exception cref="RunStopException">The job does not even run undisturbed, or the script has no portal to compare with.</exception>
    public async Task<ChaosResult> RunAsync(CancellationToken stopping)
    {
        DemoArguments demo = new(
            options.Items, options.Items, LatencyMilliseconds: 0, options.Seed, Faults: []) { HasBarePages = options.HasBarePages };
        await using WatchedPortal portal = await WatchedPortal.StartAsync(demo, options.Script, time, stopping);
        HarnessSetup setup = new(options.Script, root, Path.Combine(disk?.Folder ?? root, "data"), $"{Guid.NewGuid():n}", options.Settings);
        Judge judge = new(portal, setup.Job);
        using ChaosScene scene = new(setup, portal, disk, time);
        int leftBehind = 0;
        try
        {
            scene.Start();
            bool goesOn = true;
            foreach (PlannedStrike planned in PlannedStrike.Plan(options.Kinds, options.Items, options.Kills, options.Seed))
            {
                goesOn = goesOn && await DisturbAsync(planned, scene, portal, judge, stopping);
            }

            tell($"{Clock()} | no more disturbances: what is left, and then one run more");
            await EndInPeaceAsync(scene, judge, stopping);
            scene.Start();
            await EndInPeaceAsync(scene, judge, stopping);
        }
        finally
        {
            leftBehind = await scene.CleanUpAsync();
        }

        Recoveries recoveries = new(EventsFile.AllBelow(JobFolder.At(setup.Job).Runs));
        strikes.ForEach(strike => strike.Recovery = recoveries.After(strike));
        return new(options.Kills, strikes, judge.Conclude(), scene.Starts, options.Items, portal.FilesServed, leftBehind,
            time.GetElapsedTime(started));
    }

    /// <returns>False where there is no more to disturb.</returns>
    private async Task<bool> DisturbAsync(
        PlannedStrike planned, ChaosScene scene, WatchedPortal portal, Judge judge, CancellationToken stopping)
    {
        int requests = portal.Requests;
        while (true)
        {
            Wait wait = await scene.UntilAsync(
                () => portal.Requests >= requests + planned.AfterRequests
                && portal.ItemsServed() >= planned.AfterItems, options.Patience, stopping);
            int items = portal.ItemsServed();
            DateTimeOffset now = time.GetUtcNow();
            if (wait == Wait.CameTrue && await ((RunDisturbance)planned.Disturbance).StrikeAsync(scene, planned.Pick, stopping))
            {
                strikes.Add(new(planned, now));
                tell($"{Clock()} | {planned.Number,3} of {options.Kills} | {planned.Disturbance.What,-22} | {items} of {options.Items} "
                    + "items served");
                return !planned.Disturbance.EndsRun || await RestartAsync(planned.Disturbance, scene, judge, stopping);
            }

            if (!await GoesOnAsync(wait == Wait.Stuck, scene, judge, stopping))
            {
                return false;
            }
        }
    }

    /// <summary>Starts the job again after a disturbance that ends it.</summary>
    /// <returns>False where the run does not end.</returns>
    private async Task<bool> RestartAsync(Disturbance disturbance, ChaosScene scene, Judge judge, CancellationToken stopping)
    {
        if (!await scene.EndAsync(diskIsFull: disturbance.ExitCode == ExitCode.MachineLacks, options.Patience, stopping))
        {
            await EndStuckAsync($"it did not end within {options.Patience.TotalSeconds:0} s", scene, stopping);
            return false;
        }

        strikes[^1].RunOver = time.GetUtcNow();
        judge.LookAfterRun();
        if (disturbance.ExitCode is { } wanted && scene.Run.ExitCode != wanted && scene.Run.ExitCode != ExitCode.Done)
        {
            Blame($"exit code {scene.Run.ExitCode} instead of {wanted}: {await scene.Run.StoppedByAsync() ?? "it went on to its end"}");
        }

        scene.Start();
        return true;
    }

    /// <summary>The run has ended by itself, or is stuck.</summary>
    /// <returns>False where nothing is left to do, or nothing can be done.</returns>
    private async Task<bool> GoesOnAsync(bool isStuck, ChaosScene scene, Judge judge, CancellationToken stopping)
    {
        if (isStuck)
        {
            await EndStuckAsync($"nothing was served for {options.Patience.TotalSeconds:0} s", scene, stopping);
            return false;
        }

        judge.LookAfterRun();
        if (scene.Run.ExitCode == ExitCode.Done)
        {
            return false;
        }

        if (await scene.Run.StoppedByAsync() is { } message)
        {
            Blame($"exit code {scene.Run.ExitCode}: {message}");
        }

        scene.Start();
        return true;
    }

    private async Task EndInPeaceAsync(ChaosScene scene, Judge judge, CancellationToken stopping)
    {
        if (!await scene.EndAsync(diskIsFull: false, options.Patience, stopping))
        {
            await EndStuckAsync($"nothing was served for {options.Patience.TotalSeconds:0} s", scene, stopping);
        }
        else if (scene.Run is { WasKilled: false } run && run.ExitCode != ExitCode.Done && await run.StoppedByAsync() is { } message)
        {
            Blame($"exit code {run.ExitCode}: {message}");
        }

        judge.LookAfterRun();
    }

    private async Task EndStuckAsync(string why, ChaosScene scene, CancellationToken stopping)
    {
        Blame(why);
        await scene.KillHarness();
        await scene.EndAsync(diskIsFull: false, options.Patience, stopping);
    }

    /// <summary>The run gave up, and it is the last disturbance that it did not get over.</summary>
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
