using BrowserScraper.Progress;
using BrowserScraper.Server.Jobs;

namespace BrowserScraper.Server.Endpoints;

/// <summary>
/// Finds what an address means. No part of an address ever becomes a part of a path: it is looked for among what is there.
/// </summary>
internal sealed class JobPlace(JobService jobService, JobCatalog shelf)
{
    public JobCatalog Shelf => shelf;

    /// <summary>The name of a job that the service or the data folder has.</summary>
    /// <exception cref="ServiceException">There is none.</exception>
    public string NameOf(string id) =>
        JobId.NameOf(id) is { } name && (shelf.FolderOf(name) is not null || jobService.Look(jobs => jobs.Any(job => job.Name == name)))
        ? name
        : throw new ServiceException(404, $"there is no job '{id}'; see GET /jobs");

    /// <summary>The folder of a job; null where it has none yet.</summary>
    /// <exception cref="ServiceException">There is no such job.</exception>
    public string? FolderOf(string id) => shelf.FolderOf(NameOf(id));

    /// <summary>What a job that the service has not met is to do: to go on as it was.</summary>
    public JobOrder? FoundOn(string name) => shelf.FolderOf(name) is null ? null : new JobOrder(name);

    /// <exception cref="ServiceException">There is no such run.</exception>
    public string RunOf(string id, string run) => (FolderOf(id) is { } folder ? Find(RunNumbers.FoldersOf(folder), run) : null)
        ?? throw new ServiceException(404, $"'{id}' has no run '{run}'; see GET /jobs/{id}/runs");

    /// <summary>The one of some paths that ends in this name, or null.</summary>
    public static string? Find(IEnumerable<string> paths, string name) => paths.FirstOrDefault(path => Path.GetFileName(path) == name);
}
