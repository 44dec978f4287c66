using BrowserScraper.Planning;

namespace BrowserScraper.App.Running;

/// <summary>What the command line says about a run.</summary>
/// <param name="Request">What is to be run.</param>
/// <param name="Line">The command line that says it.</param>
/// <param name="Portals">The demo portals; null where there are none.</param>
/// <param name="Json">The result goes to stdout as one JSON line.</param>
internal sealed record RunArguments(RunRequest Request, CommandLine Line, IDemoPortals? Portals, bool Json)
{
    public RunPlanner Planner(TimeProvider time) => Line.Planner(Portals, time);

    /// <inheritdoc cref="RunPlanner.TargetOfAsync"/>
    public Task<JobTarget> TargetAsync() => Planner(TimeProvider.System).TargetOfAsync(Request);
}
