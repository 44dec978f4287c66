using BrowserScraper.App.Running;

namespace BrowserScraper.Cli.Chaos;

/// <summary>All kinds of trouble. Only processes that descend from the run under way are touched.</summary>
internal static class Disturbances
{
    /// <summary>How many visitors a portal that is being restarted turns away, at most.</summary>
    private const int MostVisitors = 4;

    public static IReadOnlyList<Disturbance> All { get; } =
    [
        new RunDisturbance("harness", "kill -9 of the harness", (scene, _, _) => scene.KillHarness()) { EndsRun = true },
        new RunDisturbance("sigterm", "SIGTERM of the harness", (scene, _, _) => scene.SignalHarness(Signal.Terminate))
            { EndsRun = true, ExitCode = App.ExitCode.Interrupted, WhyNot = NeedsLinux },
        new RunDisturbance("browser", "kill -9 of the browser",
            (scene, pick, stopping) => scene.StrikeAsync(process => process.IsBrowser, Signal.Kill, pick, stopping))
                { WhyNot = NeedsLinux },
        new RunDisturbance("renderer", "kill -9 of a renderer",
            (scene, pick, stopping) => scene.StrikeAsync(process => process.IsRenderer, Signal.Kill, pick, stopping))
                { WhyNot = NeedsLinux },
        new RunDisturbance("driver", "kill -9 of the driver",
            (scene, pick, stopping) => scene.StrikeAsync(process => process.IsDriver, Signal.Kill, pick, stopping))
                { WhyNot = NeedsLinux },
        new RunDisturbance("portal", "the portal restarts", (scene, pick, stopping) => scene.RestartPortalAsync(
            1 + (pick % MostVisitors), stopping)),
        new RunDisturbance("disk", "the disk fills up", (scene, _, _) => scene.FillDisk())
            { EndsRun = true, ExitCode = App.ExitCode.MachineLacks, WhyNot = SmallDisk.WhyNot },
        new RunDisturbance("freeze", "the browser freezes",
            (scene, pick, stopping) => scene.StrikeAsync(process => process.IsBrowser, Signal.Stop, pick, stopping))
                { WhyNot = NeedsLinux },
    ];

    private static string? NeedsLinux() => OperatingSystem.IsLinux() ? null : "needs signals and /proc, which Linux has";
}
