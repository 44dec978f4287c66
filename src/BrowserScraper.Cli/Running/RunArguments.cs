using BrowserScraper.Planning;

namespace BrowserScraper.Cli.Running;

/// <summary>What the command line says about a run.</summary>
/// <param name="Request">What is to be run.</param>
/// <param name="Demo">How the embedded demo portal is to behave.</param>
/// <param name="Json">The result goes to stdout as one JSON line.</param>
internal sealed record RunArguments(RunRequest Request, DemoArguments Demo, bool Json)
{
    public RunPlanner Planner(TimeProvider time) => CommandLine.Planner(new DemoPortals(Demo), time);

    /// <inheritdoc cref="RunPlanner.TargetOfAsync"/>
    public Task<JobTarget> TargetAsync() => Planner(TimeProvider.System).TargetOfAsync(Request);
}
