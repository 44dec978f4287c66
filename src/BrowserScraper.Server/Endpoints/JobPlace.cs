using BrowserScraper.Progress;
using BrowserScraper.Server.Jobs;
using BrowserScraper.Sites;
using BrowserScraper.Stores;
using BrowserScraper.Watchdog;

namespace BrowserScraper.Server.Endpoints;

/// <summary>
/// Finds what an address means. No part of an address ever becomes a part of a path: it is looked for among what is there.
/// </summary>
internal sealed class JobPlace(JobService jobService, JobCatalog catalog)
{
    public JobCatalog Catalog => catalog;

    /// <summary>The name of a job that the service or the store has.</summary>
    /// <exception cref="ServiceException">There is none.</exception>
    public async Task<string> NameOfAsync(string id) =>
        JobId.NameOf(id) is { } name && (jobService.Look(jobs => jobs.Any(job => job.Name == name)) || await catalog.HasAsync(name))
        ? name
        : throw new ServiceException(404, $"there is no job '{id}'; see GET /jobs");

    /// <summary>Looks at a job's items; null where the store does not have it yet.</summary>
    /// <exception cref="ServiceException">There is no such job.</exception>
    public async Task<IJobReader?> ReaderOfAsync(string id) => await catalog.ReaderAsync(await NameOfAsync(id));

    /// <summary>Where this machine's own runs of a job have left what they leave; it need not be there.</summary>
    /// <exception cref="ServiceException">There is no such job.</exception>
    public async Task<string> FolderOfAsync(string id) => catalog.FolderOf(await NameOfAsync(id));

    /// <summary>
    /// What a job that the service has not met is to do: to go on as it was. Where no run on this machine tells how that is, it is for what
    /// it is about.
    /// </summary>
    public async Task<JobOrder?> FoundOnAsync(string name)
    {
        if (!await catalog.HasAsync(name))
        {
            return null;
        }

        bool isKnownHere = !catalog.Store.IsShared || RunInspection.LastOf(catalog.FolderOf(name)) is not null;
        return !isKnownHere && await catalog.Store.RunOfAsync(name) is { Request: { } request }
            ? new JobOrder(JobName.ScriptOf(name)) { Request = request } : new JobOrder(name);
    }

    /// <exception cref="ServiceException">There is no such run.</exception>
    public async Task<string> RunOfAsync(string id, string run) => Find(RunNumbers.FoldersOf(await FolderOfAsync(id)), run)
        ?? throw new ServiceException(404, $"'{id}' has no run '{run}'; see GET /jobs/{id}/runs");

    /// <summary>The one of some paths that ends in this name, or null.</summary>
    public static string? Find(IEnumerable<string> paths, string name) => paths.FirstOrDefault(path => Path.GetFileName(path) == name);
}
