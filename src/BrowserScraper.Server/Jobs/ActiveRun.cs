using BrowserScraper.Items;
using BrowserScraper.Planning;
using BrowserScraper.Progress;
using BrowserScraper.Run;
using BrowserScraper.Steering;
using BrowserScraper.Stores;
using Microsoft.Extensions.Logging;

namespace BrowserScraper.Server.Jobs;

/// <summary>A run of a job, from the moment that it is planned. Members may be called concurrently.</summary>
internal sealed class ActiveRun(PlannedRun planned, RunControl control, ILogger log, TimeProvider time)
{
    private readonly JobRunner runner = new(planned.Plan, control, log, time, planned.Store);

    public JobPlan Plan => planned.Plan;

    public string? Remark => planned.Remark;

    public RunStatus Status => runner.Status;

    /// <inheritdoc cref="JobRunner.AddAsync"/>
    public Task<Admission?> AddAsync(IReadOnlyList<WorkItem> items) => runner.AddAsync(items);

    /// <inheritdoc cref="JobRunner.RetryAsync"/>
    public Task<int?> RetryAsync(ItemFilter which) => runner.RetryAsync(which);

    /// <inheritdoc cref="JobRunner.CancelItemAsync"/>
    public Task<bool> CancelItemAsync(string key) => runner.CancelItemAsync(key);

    /// <inheritdoc cref="JobRunner.SteerAsync"/>
    public Task<bool> SteerAsync(Func<IJobControl, ValueTask<bool>> order) => runner.SteerAsync(order);

    /// <inheritdoc cref="JobRunner.WatchPageAsync"/>
    public Task WatchPageAsync(int page, Func<ReadOnlyMemory<byte>, Task> show, CancellationToken ending) =>
        runner.WatchPageAsync(page, show, ending);

    public Task<RunReport> RunAsync(IRunEventReader reader) => Task.Run(() => runner.RunAsync(reader));
}
