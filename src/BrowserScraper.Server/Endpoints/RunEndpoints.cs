using BrowserScraper.Evidence;
using BrowserScraper.Items;
using BrowserScraper.Progress;
using BrowserScraper.Reports;
using BrowserScraper.Server.Jobs;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace BrowserScraper.Server.Endpoints;

/// <summary>The runs of a job, with their reports, failures and evidence.</summary>
internal sealed class RunEndpoints(JobPlace place)
{
    private const int MostReports = 10;

    public void Map(IEndpointRouteBuilder routes)
    {
        RouteGroupBuilder job = routes.MapGroup("/jobs/{id}").WithTags("runs");
        job.MapGet("/runs", RunsAsync).WithSummary("A job's runs on this machine, the newest first").Refuses(404);
        job.MapGet("/runs/{run}/report", PageAsync).WithSummary("A run's report, a page")
            .Refuses(404);
        job.MapGet("/report", LatestAsync).WithSummary("Leads to the newest report").Refuses(404);
        job.MapGet("/failures", FailuresOfAsync).WithSummary("What was given up, by cause, with the names of what was kept of it")
            .Refuses(404);
        job.MapGet("/failures/{run}/{item}/{file}", EvidenceAsync).WithSummary("One picture, page or trace of a failure").Refuses(404);
        job.MapGet("/runs/{run}/failures/{item}/{file}", EvidenceAsync).WithSummary("The same, where a report looks for it").Refuses(404);
    }

    private async Task<RunsAnswer> RunsAsync(string id) => new([
        .. from folder in JobCatalog.RunsOf(await place.FolderOfAsync(id)) select RunView.Of(folder, JobCatalog.ReportOf(folder))]);

    private async Task<IResult> LatestAsync(string id) =>
        JobCatalog.RunsOf(await place.FolderOfAsync(id)).FirstOrDefault(run => File.Exists(ReportFile.PathIn(run))) is { } folder
            ? Results.Redirect($"/jobs/{id}/runs/{Path.GetFileName(folder)}/report")
            : throw new ServiceException(404, $"'{id}' has no report yet; a run leaves one when it ends");

    private async Task<ForeignFile> PageAsync(string id, string run)
    {
        string report = ReportFile.PathIn(await place.RunOfAsync(id, run));
        return PlainPath.IsFile(await place.FolderOfAsync(id), report)
            ? new ForeignFile(report, isOurs: true)
            : throw new ServiceException(404, "this run has no report yet; it leaves one when it ends");
    }

    private async Task<FailuresAnswer> FailuresOfAsync(string id)
    {
        if (await place.ReaderOfAsync(id) is not { } job)
        {
            return new(0, []);
        }

        Dictionary<string, (string Run, FailedItem Item)> told = [];
        foreach (string run in JobCatalog.RunsOf(await place.FolderOfAsync(id)).Take(MostReports))
        {
            foreach (FailedItem item in JobCatalog.ReportOf(run)?.Failures ?? [])
            {
                told.TryAdd(item.Key, (run, item));
            }
        }

        List<FailedItem> failed = [];
        await foreach (ItemRecord record in job.ItemsAsync(ItemFilter.Failed))
        {
            failed.Add(told.TryGetValue(record.Item.Key, out var known)
                ? known.Item with { Title = known.Item.Title ?? record.Item.Title }
                : new FailedItem(record.Item.Key, record.Outcome ?? "", record.Error ?? "", record.Attempts, 0)
                    { Title = record.Item.Title });
        }

        return new(failed.Count, [.. from failure in FailureGroup.Of(failed)
                                     select new FailureCauseView(
                                         failure.Cause, failure.Outcome, [.. failure.Items.Select(item => ViewOf(item, told))])]);
    }

    private static FailureView ViewOf(FailedItem item, Dictionary<string, (string Run, FailedItem Item)> told)
    {
        string? run = told.TryGetValue(item.Key, out var known) ? known.Run : null;
        string? folder = run is null || item.Evidence is null ? null : Path.Combine(run, item.Evidence);
        return new(item.Key, item.Title, item.Reason, item.Attempts, run is null
            ? null : Path.GetFileName(run), folder is null ? null : Path.GetFileName(folder),
            folder is null || !Directory.Exists(folder)
                ? [] : [.. Directory.GetFiles(folder).Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal)]);
    }

    private async Task<ForeignFile> EvidenceAsync(string id, string run, string item, string file)
    {
        string kept = EvidenceFolder.In(await place.RunOfAsync(id, run));
        string? folder = Directory.Exists(kept) ? JobPlace.Find(Directory.GetDirectories(kept), item) : null;
        return folder is not null && JobPlace.Find(Directory.GetFiles(folder), file) is { } found
            && PlainPath.IsFile(await place.FolderOfAsync(id), found)
            ? new ForeignFile(found)
            : throw new ServiceException(404, $"run '{run}' of '{id}' has kept no '{file}' of '{item}'");
    }

    internal sealed record RunsAnswer(IReadOnlyList<RunView> Runs);

    internal sealed record FailuresAnswer(int Total, IReadOnlyList<FailureCauseView> Groups);

    internal sealed record FailureCauseView(string Cause, string Outcome, IReadOnlyList<FailureView> Items);

    /// <param name="Key">The item's key.</param>
    /// <param name="Title">Its title, or null.</param>
    /// <param name="Reason">Why it was given up.</param>
    /// <param name="Attempts">How many there were.</param>
    /// <param name="Run">The run that gave it up, or null.</param>
    /// <param name="Folder">Its folder in the run's evidence, or null.</param>
    /// <param name="Evidence">The files in it.</param>
    internal sealed record FailureView(
        string Key, string? Title, string Reason, int Attempts, string? Run, string? Folder, IReadOnlyList<string> Evidence);
}
