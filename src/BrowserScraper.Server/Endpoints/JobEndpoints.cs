using BrowserScraper.Server.Jobs;
using BrowserScraper.Server.Status;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace BrowserScraper.Server.Endpoints;

/// <summary>Jobs: ordering, looking at, and steering them.</summary>
internal static class JobEndpoints
{
    public static void Map(IEndpointRouteBuilder routes, JobDesk desk, StatusComposer status)
    {
        RouteGroupBuilder jobs = routes.MapGroup("/jobs").WithTags("jobs");
        jobs.MapPost("/", (JobRequest request) =>
        {
            string id = desk.Order(request.ToOrder());
            return Results.Accepted($"/jobs/{id}", View(id));
        });
        jobs.MapGet("/", () => new { Jobs = status.Jobs() });
        jobs.MapGet("/{id}", View);

        JobView View(string id) => status.Jobs().FirstOrDefault(job => job.Id == id)
            ?? throw new ServiceException(StatusCodes.Status404NotFound, $"there is no job '{id}'; see GET /jobs");
    }
}
