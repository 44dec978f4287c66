using BrowserScraper.Progress;
using Microsoft.Extensions.Logging;

namespace BrowserScraper.Server.Jobs;

/// <summary>A run of a job, from the moment that it is prepared. Members may be called concurrently.</summary>
internal sealed class ActiveRun(IPreparedRun prepared, RunControl control, ILogger log, TimeProvider time)
{
    private readonly JobRunner runner = new(prepared.Plan, control, log, time);

    public JobPlan Plan => prepared.Plan;

    public string? Remark => prepared.Remark;

    public RunStatus Status => runner.Status;

    public Task<RunReport> RunAsync(IRunEventReader reader) => Task.Run(() => runner.RunAsync(reader));
}
