using BrowserScraper.Items;
using BrowserScraper.Planning;
using BrowserScraper.Progress;
using BrowserScraper.Run;
using BrowserScraper.Steering;
using BrowserScraper.Stores;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace BrowserScraper.Hosting;

/// <summary>Runs jobs for a program that embeds the library. Runs of different jobs may go on at the same time.</summary>
/// <param name="planner">Makes plans of requests.</param>
/// <param name="readers">Told of everything that happens in every run; runs that overlap tell it at the same time.</param>
/// <param name="time">The clock for every limit and pause.</param>
/// <param name="log">Gets the lines of docs/operating.md. Default: nobody does.</param>
/// <param name="store">Keeps the jobs. Default: what STORE says, folders below DATA_DIR.</param>
public sealed class RunService(
    RunPlanner planner, IEnumerable<IRunEventReader> readers, TimeProvider time, ILogger<RunService>? log = null, IJobStore? store = null)
{
    private readonly IRunEventReader[] allReaders = [.. readers];

    /// <summary>Runs a job to its end. What earlier runs have left is done first; what is done is left alone.</summary>
    /// <param name="request">What is to be run.</param>
    /// <param name="stopping">
    /// Stops the run: items in flight get <see cref="RunRequest.StopGrace"/>, all is saved, and the next run goes on. The task still
    /// completes with the report.
    /// </param>
    /// <returns>How the run went; the same stands in its folder.</returns>
    /// <exception cref="RunStopException">
    /// The run could not begin: the request is wrong, another process has the job, or its files cannot be used.
    /// </exception>
    public Task<RunReport> RunAsync(RunRequest request, CancellationToken stopping) =>
        RunAsync(request, stopping, CancellationToken.None);

    /// <param name="request">What is to be run.</param>
    /// <param name="stopping">Stops the run.</param>
    /// <param name="aborting">Ends what is in flight, however much of its time it has left.</param>
    internal async Task<RunReport> RunAsync(RunRequest request, CancellationToken stopping, CancellationToken aborting)
    {
        using RunControl control = new(time);
        await using CancellationTokenRegistration stop = stopping.Register(() => control.Stop(
            StopReason.Interrupted,
            $"the program ends; items in flight get {request.StopGrace.TotalSeconds:0.#} s to finish, then everything is saved; run again "
                + "to go on",
            request.StopGrace));
        await using CancellationTokenRegistration abort = aborting.Register(control.Abort);
        await using PlannedRun planned = await planner.PlanAsync(request, control.Stopping);
        JobRunner runner = new(planned.Plan, control, log ?? NullLogger<RunService>.Instance, time, store ?? planned.Store);
        return await Task.Run(() => runner.RunAsync(allReaders), CancellationToken.None);
    }
}
