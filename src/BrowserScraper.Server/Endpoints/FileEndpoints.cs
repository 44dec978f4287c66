using BrowserScraper.Items;
using BrowserScraper.Server.Jobs;
using BrowserScraper.Stores;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace BrowserScraper.Server.Endpoints;

/// <summary>The files of a job: only those that its checkpoint lists.</summary>
internal sealed class FileEndpoints(JobPlace place)
{
    private static readonly string[] GetOrHead = [HttpMethods.Get, HttpMethods.Head];

    public void Map(IEndpointRouteBuilder routes)
    {
        RouteGroupBuilder job = routes.MapGroup("/jobs/{id}").WithTags("files");
        job.MapGet("/files", ListAsync).WithSummary("The files that a job has saved, in parts").Refuses(400, 404);
        job.MapMethods("/file", GetOrHead, (string id, string key, string name) => SendAsync(id, key, name))
            .WithSummary("One file").Refuses(404).Produces<byte[]>(StatusCodes.Status200OK, "application/octet-stream");
    }

    private async Task<PageOf<FileView>> ListAsync(string id, int offset = 0, int limit = 100)
    {
        PageOf.Check(offset, limit);
        return PageOf.Of(
            await place.Catalog.Store.FilesPartAsync(await place.NameOfAsync(id), offset, limit), offset,
            each => FileView.Of(each.Item, each.File));
    }

    private async Task<ForeignFile> SendAsync(string id, string key, string name)
    {
        IJobReader? job = await place.ReaderOfAsync(id);
        ItemRecord? item = job is null ? null : await job.FindAsync(key);
        string? files = place.Catalog.Store.FilesOf(JobId.NameOf(id)!);
        string? path = files is not null && item?.Files.FirstOrDefault(file => file.Path == name) is { } file
            ? Path.Combine(files, file.Path) : null;
        return path is not null && PlainPath.IsFile(Path.GetDirectoryName(files)!, path)
            ? new ForeignFile(path)
            : throw new ServiceException(404, $"'{id}' has no file '{name}' of '{key}'; see GET /jobs/{id}/files");
    }
}
