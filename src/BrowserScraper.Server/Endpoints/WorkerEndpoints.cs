using BrowserScraper.Server.Jobs;
using BrowserScraper.Server.Settings;
using BrowserScraper.Server.Status;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace BrowserScraper.Server.Endpoints;

/// <summary>Starting, stopping and watching the workers.</summary>
internal sealed class WorkerEndpoints(JobService jobService, WorkerRestart restart, StatusComposer status)
{
    public void Map(IEndpointRouteBuilder routes)
    {
        RouteGroupBuilder workers = routes.MapGroup("/jobs/workers").WithTags("workers");
        workers.MapPost("/start", (WorkerOrder? order) => Set(run: true, Number(order)))
            .WithSummary("Lets the workers work, and sets their number").Refuses(400);
        workers.MapPost("/stop", () => Set(run: false, null))
            .WithSummary("Items in flight finish, and nothing further is begun; jobs stay where they are");
        workers.MapPost("/restart", Restart).WithSummary("Stops the workers, and starts them again when all items in flight have finished")
            .Refuses(400);
        workers.MapGet("/status", () => new WorkersAnswer(status.WorkerStatus(), status.Workers())).WithSummary("What each worker does");
        workers.MapGet("/performance", () => new PerformanceAnswer(status.Performance())).WithSummary("How fast, how well, how long");
        routes.MapGet("/jobs/queue/stats", Queue).WithTags("workers").WithSummary("What waits, and what is in work");
    }

    private static int? Number(WorkerOrder? order) => order?.NumWorkers is < 1 or > SettingsChange.MostWorkers
        ? throw new ServiceException(400, $"num_workers={order.NumWorkers}: must be a whole number from 1 to {SettingsChange.MostWorkers}")
        : order?.NumWorkers;

    private StatusAnswer Set(bool run, int? number)
    {
        restart.Forget();
        jobService.SetWorkers(run, number);
        return new(status.WorkerStatus());
    }

    private Accepted<StatusAnswer> Restart(WorkerOrder? order)
    {
        restart.Begin(Number(order));
        return TypedResults.Accepted((string?)null, new StatusAnswer(status.WorkerStatus()));
    }

    private QueueAnswer Queue()
    {
        (QueueStatus sum, IReadOnlyList<(string Job, QueueStatus Queue)> byJob) = status.Queue();
        return new(sum.Waiting, sum.DueLater, sum.InWork,
            [.. byJob.Select(job => new JobQueue(job.Job, job.Queue.Waiting, job.Queue.DueLater, job.Queue.InWork))]);
    }

    /// <param name="NumWorkers">How many, 1 to 64; null leaves the number as it is.</param>
    internal sealed record WorkerOrder(int? NumWorkers = null);

    internal sealed record StatusAnswer(WorkerStatus WorkerStatus);

    internal sealed record WorkersAnswer(WorkerStatus WorkerStatus, IReadOnlyList<WorkerEntry> Workers);

    internal sealed record PerformanceAnswer(PerformanceMetrics PerformanceMetrics);

    internal sealed record JobQueue(string Id, int Waiting, int DueLater, int InWork);

    internal sealed record QueueAnswer(int Waiting, int DueLater, int InWork, IReadOnlyList<JobQueue> ByJob);
}
