using System.Text.Json;
using BrowserScraper.Items;
using BrowserScraper.Planning;
using BrowserScraper.Server.Jobs;
using BrowserScraper.Server.Status;
using BrowserScraper.Stores;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

using ServiceState = BrowserScraper.Server.Jobs.JobState;

namespace BrowserScraper.Server.Endpoints;

/// <summary>Jobs: ordering, looking at, and steering them.</summary>
internal sealed class JobEndpoints(
    JobService jobService, JobPlace place, StatusComposer status, StoreWatch watch, ItemIntake intake, JobSteering steering,
    TimeProvider time)
{
    private const int MostRefused = 20;

    public void Map(IEndpointRouteBuilder routes)
    {
        RouteGroupBuilder jobs = routes.MapGroup("/jobs").WithTags("jobs");
        jobs.MapPost("/", OrderAsync).WithSummary("Starts a job").Refuses(400, 409);
        jobs.MapGet("/", AllAsync).WithSummary("Every job of the store, those of other processes and machines included").Refuses(503);
        jobs.MapGet("/{id}", async (string id) => await ViewAsync(await place.NameOfAsync(id))).WithSummary("One job").Refuses(404, 503);
        jobs.MapGet("/{id}/machines", MachinesAsync).WithSummary("Who works on a job, or did in its last run, in parts")
            .Refuses(400, 404, 503);
        Steer("pause", steering.PauseAsync).WithSummary("Items in flight finish, and nothing further is begun, on all machines");
        Steer("resume", async name => await steering.ResumeAsync(name, await place.FoundOnAsync(name)))
            .WithSummary("A paused job goes on, on all machines; one that has ended begins again with what is left");
        Steer("cancel", steering.CancelAsync)
            .WithSummary("Items in flight get 10 s to finish, then the job ends on all machines; a second time: at once");
        Steer("stop", steering.StopAsync)
            .WithSummary("The same, and the service goes on with it when it is resumed, or when the service starts again");
        jobs.MapPost("/{id}/pages", PagesAsync).WithSummary("Changes how many pages each machine drives").Refuses(400, 404, 409, 503);
        jobs.MapPost("/{id}/retry", RetryAsync).WithSummary("Tries items again that were given up").Refuses(400, 404, 409, 503);

        RouteHandlerBuilder Steer(string verb, Func<string, Task<ServiceState>> order) => jobs.MapPost(
            $"/{{id}}/{verb}", async (string id) => Told(id, await order(await place.NameOfAsync(id)))).Refuses(404, 409, 503);
    }

    private async Task<Accepted<JobView>> OrderAsync(JobRequest request)
    {
        JobOrder order = request.ToOrder();
        JobTarget known = jobService.Check(order);
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

        _ = await place.Catalog.HasAsync(known.Job); // a store that is away is told now, not when the run begins

        // The first moment that it may be refused for being at work is before its input is dropped; the second is when it begins.
        jobService.With(
            known.Job, order,
            job => job.CanBegin ? 0 : throw JobSteering.No(job, "pause, resume or cancel it, or add items to it"));
        if (lines.Count > 0)
        {
            await intake.DropAsync(known.Job, lines);
        }

        steering.Begin(known, order);
        return TypedResults.Accepted($"/jobs/{JobId.Of(known.Job)}", await ViewAsync(known.Job));
    }

    private async Task<Accepted<StateAnswer>> PagesAsync(string id, PagesOrder order)
    {
        string pages = order.Pages switch
        {
            { ValueKind: JsonValueKind.String } text => text.GetString()!,
            { ValueKind: JsonValueKind.Number } number => number.GetRawText(),
            _ => throw new ServiceException(400, "pages is missing: a whole number, or auto, or such as auto:2-20"),
        };
        return Told(id, await steering.SetPagesAsync(await place.NameOfAsync(id), pages));
    }

    private async Task<Accepted<StateAnswer>> RetryAsync(string id, RetryOrder? order)
    {
        string name = await place.NameOfAsync(id);
        return Told(id, await steering.RetryAsync(
            name, await place.FoundOnAsync(name), order?.Class,
            async which => await place.Catalog.ReaderAsync(name) is { } job && await job.ItemsAsync(which).AnyAsync()));
    }

    private async Task<PageOf<MachineEntry>> MachinesAsync(string id, int offset = 0, int limit = 100)
    {
        PageOf.Check(offset, limit);
        string name = await place.NameOfAsync(id);
        RunStand? run = await place.Catalog.Store.RunOfAsync(name);
        IReadOnlyList<MachineView> machines = run?.Machines
            ?? (await place.Catalog.ReaderAsync(name) is { } job ? await job.MachinesAsync() : []);
        DateTimeOffset now = run?.At ?? time.GetUtcNow();
        return PageOf.Of(
            ListPart<MachineView>.Of(machines, offset, limit), offset, machine => MachineEntry.Of(machine, now));
    }

    private static Accepted<StateAnswer> Told(string id, ServiceState state) =>
        TypedResults.Accepted((string?)null, new StateAnswer(id, state));

    private async Task<JobView> ViewAsync(string name)
    {
        await watch.LookAsync();
        return status.Jobs().FirstOrDefault(job => job.Id == JobId.Of(name))
            ?? (await place.Catalog.OneAsync(name) is { } seen
                ? new SeenJob(seen.Job, seen.Run).View()
                : throw new ServiceException(404, $"there is no job '{JobId.Of(name)}' any more; see GET /jobs"));
    }

    private async Task<JobsAnswer> AllAsync()
    {
        JobsLook look = await place.Catalog.AllAsync();
        JobView[] served = status.Jobs();
        HashSet<string> known = [.. served.Select(view => view.Id)];
        return new([.. served.Concat(look.Jobs.Values.Where(job => !known.Contains(JobId.Of(job.Job.Job)))
            .Select(job => new SeenJob(job, look.RunOf(job.Job.Job)).View())).OrderBy(view => view.Id, StringComparer.Ordinal)]);
    }

    /// <param name="Pages">A whole number, or such as <c>auto</c> and <c>auto:2-20</c>.</param>
    internal sealed record PagesOrder(JsonElement? Pages);

    /// <param name="Class">Only items whose last attempt ended so, such as <c>SiteChanged</c>; null for all that were given up.</param>
    internal sealed record RetryOrder(string? Class = null);

    internal sealed record StateAnswer(string Id, ServiceState State);

    internal sealed record JobsAnswer(IReadOnlyList<JobView> Jobs);
}
