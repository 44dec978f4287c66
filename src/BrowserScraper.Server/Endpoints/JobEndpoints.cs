using BrowserScraper.Items;
using BrowserScraper.Server.Jobs;
using BrowserScraper.Server.Status;
using BrowserScraper.Sites;
using BrowserScraper.Watchdog;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

using ServiceState = BrowserScraper.Server.Jobs.JobState;

namespace BrowserScraper.Server.Endpoints;

/// <summary>Jobs: ordering, looking at, and steering them.</summary>
internal sealed class JobEndpoints(JobService jobService, JobPlace place, StatusComposer status, ItemIntake intake)
{
    private const int MostRefused = 20;

    private readonly JobSteering steering = new(jobService);

    public void Map(IEndpointRouteBuilder routes)
    {
        RouteGroupBuilder jobs = routes.MapGroup("/jobs").WithTags("jobs");
        jobs.MapPost("/", OrderAsync).WithSummary("Starts a job").Refuses(400, 409);
        jobs.MapGet("/", () => new JobsAnswer([.. All()])).WithSummary("Every job of the data folder, those of other processes included");
        jobs.MapGet("/{id}", (string id) => View(place.NameOf(id))).WithSummary("One job").Refuses(404);
        jobs.MapPost("/{id}/pause", (string id) => Told(id, steering.Pause(place.NameOf(id))))
            .WithSummary("Items in flight finish, and nothing further is begun").Refuses(404, 409);
        jobs.MapPost("/{id}/resume", (string id) => Told(id, steering.Resume(place.NameOf(id), place.FoundOn(place.NameOf(id)))))
            .WithSummary("A paused job goes on; one that has ended begins again with what is left").Refuses(404, 409);
        jobs.MapPost("/{id}/cancel", (string id) => Told(id, steering.Cancel(place.NameOf(id))))
            .WithSummary("Items in flight get 10 s to finish, then the job ends; a second time: at once").Refuses(404, 409);
        jobs.MapPost("/{id}/retry", RetryAsync).WithSummary("Tries items again that were given up").Refuses(400, 404, 409);
    }

    private async Task<Accepted<JobView>> OrderAsync(JobRequest request)
    {
        JobOrder order = request.ToOrder();
        CheckedOrder known = jobService.Check(order);
        IReadOnlyList<InputLine> lines = request.Lines;
        if (lines.Count > 0)
        {
            (_, lines, IReadOnlyList<RefusedLine> refused) = ItemIntake.Judge(known.Script, lines);
            if (refused.Count > 0)
            {
                throw new ServiceException(
                    400, $"{Counted.Of(refused.Count, "line of input is", "lines of input are")} not {known.Script.Input}")
                        { Problems = [.. refused.Take(MostRefused).Select(line => $"'{line.Input}' {line.Why}")] };
            }
        }

        // The first moment that it may be refused for being at work is before its input is dropped; the second is when it begins.
        jobService.With(
            known.Job, order,
            job => job.IsActive || job.Wanted != Wanted.Ended
                ? throw JobSteering.No(job, "pause, resume or cancel it, or add items to it") : 0);
        if (lines.Count > 0)
        {
            await intake.DropAsync(known.Job, lines);
        }

        steering.Begin(known, order);
        return TypedResults.Accepted($"/jobs/{JobId.Of(known.Job)}", View(known.Job));
    }

    private async Task<Accepted<StateAnswer>> RetryAsync(string id, RetryOrder? order)
    {
        string name = place.NameOf(id);
        return Told(id,
            await steering.RetryAsync(
                name, place.FoundOn(name), order?.Class,
                () => place.Shelf.FolderOf(name) is { } folder ? place.Shelf.ItemsOf(folder) : []));
    }

    private static Accepted<StateAnswer> Told(string id, ServiceState state) =>
        TypedResults.Accepted((string?)null, new StateAnswer(id, state));

    private JobView View(string name) => status.Jobs().FirstOrDefault(job => job.Id == JobId.Of(name))
        ?? (place.Shelf.One(name) is { } seen
            ? Seen(seen) : throw new ServiceException(404, $"there is no job '{JobId.Of(name)}' any more; see GET /jobs"));

    private IEnumerable<JobView> All()
    {
        JobView[] served = status.Jobs();
        return served.Concat(place.Shelf.All().Where(job => served.All(view => view.Id != JobId.Of(job.Job.Job))).Select(Seen))
            .OrderBy(view => view.Id, StringComparer.Ordinal);
    }

    /// <summary>A job that the service has not been given, as its folder tells.</summary>
    private static JobView Seen(JobInspection sight) =>
        new(JobId.Of(sight.Job.Job), JobName.ScriptOf(sight.Job.Job), sight.Run?.Settings.GetValueOrDefault("QUERY"), sight switch
    {
        { Job.Holder: not null } => ServiceState.Held,
        { Job.Unreadable: not null } => ServiceState.Failed,
        { IsKilled: true } => ServiceState.Interrupted,
        { Job.Failed: > 0 } => ServiceState.Failed,
        { Job.Waiting: > 0 } => ServiceState.Interrupted,
        _ => ServiceState.Done,
    })
    {
        Run = sight.Run?.Run,
        StartedAt = sight.Run?.StartedAt,
        Message = sight.Job.Unreadable ?? sight.Run?.Lost ?? (sight.Job.Holder is { } holder ? $"{holder} has it" : null),
        Counts = ServedJob.CountsOf(sight.Job),
    };

    /// <param name="Class">Only items whose last attempt ended so, such as <c>SiteChanged</c>; null for all that were given up.</param>
    internal sealed record RetryOrder(string? Class = null);

    internal sealed record StateAnswer(string Id, ServiceState State);

    internal sealed record JobsAnswer(IReadOnlyList<JobView> Jobs);
}
