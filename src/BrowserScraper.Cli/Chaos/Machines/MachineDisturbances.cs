using BrowserScraper.App;
using BrowserScraper.App.Running;

namespace BrowserScraper.Cli.Chaos.Machines;

/// <summary>All kinds of trouble for a job that many machines work on. Only what the chaos run has started is touched.</summary>
internal static class MachineDisturbances
{
    /// <summary>How much a clock is set ahead.</summary>
    public static readonly TimeSpan Ahead = TimeSpan.FromHours(2);

    /// <summary>What a machine says to the database where an item is done.</summary>
    private const string Completion = "complete_item";

    private static readonly TimeSpan CompletionLimit = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LeaveLimit = TimeSpan.FromSeconds(60);

    /// <param name="script">Whose job is disturbed.</param>
    /// <param name="isOwn">The database is the chaos run's own.</param>
    public static IReadOnlyList<Disturbance> All(string script, bool isOwn) =>
    [
        new MachineDisturbance("kill", "kill -9 of a machine", KillAsync) { EndsRun = true },
        new MachineDisturbance("leave", "SIGTERM of a machine", LeaveAsync) { EndsRun = true, WhyNot = NeedsLinux },
        new MachineDisturbance("stop", "a machine stands still", StopAsync) { WhyNot = NeedsLinux },
        new MachineDisturbance("placing", "a machine stands still between commit and rename", StopPlacingAsync) { WhyNot = NeedsLinux },
        new MachineDisturbance("cut", "a machine is cut from the database", CutAsync),
        new MachineDisturbance("stall", "a machine's way to the database stalls", StallAsync),
        new MachineDisturbance("database", "the database restarts", (scene, _, _) => RestartAsync(scene, "fast"))
            { WhyNot = () => NeedsOwn(isOwn) },
        new MachineDisturbance("crash", "the database crashes", (scene, _, _) => RestartAsync(scene, "immediate"))
            { WhyNot = () => NeedsOwn(isOwn) },
        new MachineDisturbance("backends", "all connections are ended", async (scene, _, _) => await scene.Store.TerminateAsync() > 0),
        new MachineDisturbance("reader", "kill -9 of who reads the list", KillReaderAsync)
            { EndsRun = true, Share = 0.5, WhyNot = () => Only("dealer-inventory", script, "the list is read too quickly") },
        new MachineDisturbance("clock", "a machine's clock is set 2 h ahead, or right", SetClockAsync) { EndsRun = true },
        new MachineDisturbance("turn", "kill -9 of who has spent a token", KillInTurnAsync)
            { EndsRun = true, WhyNot = () => Only("book-library", script, "the portal's sessions stay as they are") },
    ];

    private static Task<bool> KillAsync(MachinesScene scene, int pick, CancellationToken stopping) => KillAsync(scene, scene.Any(pick));

    private static async Task<bool> KillReaderAsync(MachinesScene scene, int pick, CancellationToken stopping) => await KillAsync(
        scene, await scene.AtWorkAsync(pick, "exists (select 1 from leases l where l.machine = m.id and l.name = 'list' and not l.done)"));

    /// <summary>It is ended for that, as nobody knows of a clock that jumps under way.</summary>
    private static Task<bool> SetClockAsync(MachinesScene scene, int pick, CancellationToken stopping)
    {
        ChaosMachine? machine = scene.Any(pick);
        machine?.SetClock(Ahead);
        return KillAsync(scene, machine);
    }

    /// <summary>The portal has replaced its token, and it has no answer: nobody knows the new one.</summary>
    private static async Task<bool> KillInTurnAsync(MachinesScene scene, int pick, CancellationToken stopping)
    {
        if (await scene.AtWorkAsync(pick, "exists (select 1 from accounts a where a.machine = m.id)") is not { } machine)
        {
            return false;
        }

        await Task.WhenAny(
            scene.TokenSpent.DoAsync(() => machine.Run.Kill(withAll: true)), machine.Run.Ended,
            Task.Delay(CompletionLimit, TimeProvider.System, stopping));
        return !scene.TokenSpent.Forget() && await KillAsync(scene, machine);
    }

    private static async Task<bool> KillAsync(MachinesScene scene, ChaosMachine? machine)
    {
        if (machine is null)
        {
            return false;
        }

        machine.IsDisturbed = true;
        machine.Run.Kill(withAll: true);
        await machine.Run.Ended;
        await scene.LoseAsync(machine);
        scene.Start(machine);
        machine.IsDisturbed = false;
        return true;
    }

    private static async Task<bool> LeaveAsync(MachinesScene scene, int pick, CancellationToken stopping)
    {
        if (await scene.AtWorkAsync(pick) is not { } machine || !Signal.Send(machine.Run.Id, Signal.Terminate))
        {
            return false;
        }

        scene.StartWhenEnded(machine, LeaveLimit, ExitCode.Left, ExitCode.Interrupted, ExitCode.Done);
        return true;
    }

    /// <summary>For longer than the lease: the others have its items when it goes on.</summary>
    private static async Task<bool> StopAsync(MachinesScene scene, int pick, CancellationToken stopping)
    {
        if (await scene.AtWorkAsync(pick) is not { } machine || !Signal.Send(machine.Run.Id, Signal.Stop))
        {
            return false;
        }

        await StandStillAsync(scene, machine, pick);
        return true;
    }

    /// <summary>The database has its completion, and it has not heard of that.</summary>
    private static async Task<bool> StopPlacingAsync(MachinesScene scene, int pick, CancellationToken stopping)
    {
        if (await scene.AtWorkAsync(pick, isReadable: true) is not { } machine)
        {
            return false;
        }

        int process = machine.Run.Id;
        Task stopped = machine.Way.AfterAsync(Completion, () => Signal.Send(process, Signal.Stop));
        await Task.WhenAny(stopped, machine.Run.Ended, Task.Delay(CompletionLimit, TimeProvider.System, stopping));
        if (machine.Way.Forget() || machine.Run.Ended.IsCompleted)
        {
            return false;
        }

        await StandStillAsync(scene, machine, pick);
        return true;
    }

    private static async Task StandStillAsync(MachinesScene scene, ChaosMachine machine, int pick)
    {
        int process = machine.Run.Id;
        scene.Mend(machine, Longer(scene, pick), () => Signal.Send(process, Signal.Continue));
        await scene.LoseAsync(machine);
    }

    /// <summary>For a moment, for longer than the lease, or so that the answer to a commit is lost.</summary>
    private static async Task<bool> CutAsync(MachinesScene scene, int pick, CancellationToken stopping)
    {
        if (await scene.AtWorkAsync(pick, isReadable: pick % 3 == 2) is not { } machine)
        {
            return false;
        }

        if (pick % 3 == 2)
        {
            await Task.WhenAny(
                machine.Way.CutAfterAsync(Completion), machine.Run.Ended, Task.Delay(CompletionLimit, TimeProvider.System, stopping));
            machine.Way.Forget();
        }

        machine.Way.Cut();
        return await WithoutAsync(scene, machine, pick, isLong: pick % 3 == 1);
    }

    private static async Task<bool> StallAsync(MachinesScene scene, int pick, CancellationToken stopping)
    {
        if (await scene.AtWorkAsync(pick) is not { } machine)
        {
            return false;
        }

        machine.Way.Stall();
        return await WithoutAsync(scene, machine, pick, isLong: pick % 2 == 1);
    }

    private static async Task<bool> WithoutAsync(MachinesScene scene, ChaosMachine machine, int pick, bool isLong)
    {
        scene.Mend(machine, isLong ? Longer(scene, pick) : TimeSpan.FromMilliseconds(pick), machine.Way.Mend);
        if (isLong)
        {
            await scene.LoseAsync(machine);
        }

        return true;
    }

    private static async Task<bool> RestartAsync(MachinesScene scene, string mode)
    {
        await scene.Store.RestartAsync(mode);
        return true;
    }

    /// <summary>Than the lease.</summary>
    private static TimeSpan Longer(MachinesScene scene, int pick) => scene.Lease + TimeSpan.FromMilliseconds(1000 + (2 * pick));

    private static string? NeedsLinux() => OperatingSystem.IsLinux() ? null : "needs signals and /proc, which Linux has";

    private static string? Only(string wanted, string script, string why) => script == wanted ? null : $"{why}; it is for {wanted}";

    private static string? NeedsOwn(bool isOwn) => isOwn ? null : "the database that --store names is not restarted";
}
