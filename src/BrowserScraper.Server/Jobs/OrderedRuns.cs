using BrowserScraper.Items;
using BrowserScraper.Planning;
using BrowserScraper.Sites;

namespace BrowserScraper.Server.Jobs;

/// <summary>Plans runs of orders, as the command line plans them of its arguments.</summary>
internal sealed class OrderedRuns(RunPlanner planner, OrderFiles files)
{
    private static readonly RequestOrigin Origin = new(
        "the order", "--set: ", IsOperators: false, _ => "\"request\": \"nature landscape\"");

    /// <summary>Checks an order without beginning anything.</summary>
    /// <exception cref="RunStopException">The order is wrong.</exception>
    public JobTarget Check(JobOrder order) => planner.TargetOf(RequestOf(order));

    /// <exception cref="RunStopException">The order is wrong.</exception>
    public Task<PlannedRun> PlanAsync(JobOrder order, CancellationToken stopping) => planner.PlanAsync(RequestOf(order), stopping);

    private RunRequest RequestOf(JobOrder order)
    {
        SiteScriptEntry entry = planner.Scripts.Find(JobName.ScriptOf(order.Script));
        Dictionary<string, string?> values = files.Placed(order.Settings, entry.Settings)
            .ToDictionary(setting => setting.Key, string? (setting) => setting.Value, StringComparer.Ordinal);
        if (order.Request is { } request)
        {
            values[entry.Request
                ?? throw new RunStopException(StopReason.BadUsage, $"{entry.Name} has one job only, and takes no request")] = request;
        }

        return new(order.Script)
        {
            Settings = values,
            Profile = order.Profile ?? "full",
            Origin = Origin,
            Input = order.HasInput ? Nothing() : null, // it lies in the job's inbox
            Only = order.Retry switch
            {
                null => null,
                "failed" => ItemFilter.Failed,
                { } outcome => ItemFilter.EndedAs(outcome),
            },
        };
    }

    private static async IAsyncEnumerable<InputLine> Nothing()
    {
        await Task.CompletedTask;
        yield break;
    }
}
