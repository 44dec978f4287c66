using BrowserScraper.Server.Jobs;
using BrowserScraper.Server.Settings;
using BrowserScraper.Server.Status;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace BrowserScraper.Server.Endpoints;

/// <summary>Starting, stopping and watching the workers.</summary>
internal static class WorkerEndpoints
{
    public static void Map(IEndpointRouteBuilder routes, JobDesk desk, StatusComposer status)
    {
        RouteGroupBuilder workers = routes.MapGroup("/jobs/workers").WithTags("workers");
        workers.MapPost("/start", (WorkerOrder? order) => Set(run: true, order));
        workers.MapPost("/stop", () => Set(run: false, null));
        workers.MapGet("/status", () => new { WorkerStatus = status.WorkerStatus(), Workers = status.Workers() });
        workers.MapGet("/performance", () => new { PerformanceMetrics = status.Performance() });
        routes.MapGet("/jobs/queue/stats", () => Queue(status)).WithTags("workers");

        object Set(bool run, WorkerOrder? order)
        {
            if (order?.NumWorkers is < 1 or > SettingsChange.MostWorkers)
            {
                throw new ServiceException(StatusCodes.Status400BadRequest, $"num_workers={order.NumWorkers}: must be a whole number from 1 to {SettingsChange.MostWorkers}");
            }

            desk.SetWorkers(run, order?.NumWorkers);
            return new { WorkerStatus = status.WorkerStatus() };
        }
    }

    private static object Queue(StatusComposer status)
    {
        (QueueStatus sum, IReadOnlyList<(string Job, QueueStatus Queue)> byJob) = status.Queue();
        return new
        {
            sum.Waiting,
            sum.DueLater,
            sum.InWork,
            ByJob = byJob.Select(job => new { Id = job.Job, job.Queue.Waiting, job.Queue.DueLater, job.Queue.InWork }),
        };
    }

    /// <param name="NumWorkers">How many, 1 to 64; null leaves the number as it is.</param>
    internal sealed record WorkerOrder(int? NumWorkers);
}
