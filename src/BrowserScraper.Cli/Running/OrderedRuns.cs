using BrowserScraper.Items;
using BrowserScraper.Planning;
using BrowserScraper.Scripts;
using BrowserScraper.Server.Jobs;
using BrowserScraper.Settings;
using BrowserScraper.Sites;

namespace BrowserScraper.Cli.Running;

/// <summary>Makes runs of the service's orders, as the command line makes them of its arguments.</summary>
internal sealed class OrderedRuns(DemoArguments demo, OrderFiles files, TimeProvider time)
{
    /// <exception cref="RunStopException">The order is wrong.</exception>
    public CheckedOrder Check(JobOrder order)
    {
        JobTarget target = PlannedRun.TargetOf(ArgumentsOf(order));
        return new(target.Job, target.Script);
    }

    /// <exception cref="RunStopException">The order is wrong.</exception>
    public async Task<IPreparedRun> PrepareAsync(JobOrder order, CancellationToken stopping) =>
        await PlannedRun.PrepareAsync(ArgumentsOf(order), time, stopping);

    private RunArguments ArgumentsOf(JobOrder order)
    {
        SiteScriptEntry entry = new SiteScriptRegistry(SiteScripts.All).Find(JobName.ScriptOf(order.Script));
        Dictionary<string, string?> values = files.Placed(order.Settings, entry.Settings)
            .ToDictionary(setting => setting.Key, string? (setting) => setting.Value, StringComparer.Ordinal);
        if (order.Request is { } request)
        {
            values[entry.Request
                ?? throw new RunStopException(StopReason.BadUsage, $"{entry.Name} has one job only, and takes no request")] = request;
        }

        string profile = order.Profile ?? "full";
        return new(order.Script, Profile.Find(profile) ?? throw new RunStopException(StopReason.BadUsage,
            $"there is no profile '{profile}'; profiles: {string.Join(", ", Profile.All.Select(each => each.Name))}"), values,
                demo.Only(entry.Name) with { Given = [] }, Json: false)
        {
            Origin = "the order",
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
