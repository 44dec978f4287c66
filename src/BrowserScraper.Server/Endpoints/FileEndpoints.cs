using BrowserScraper.Items;
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
        job.MapGet("/files", List).WithSummary("The files that a job has saved, in parts").Refuses(400, 404);
        job.MapMethods("/file", GetOrHead, (string id, string key, string name) => Send(id, key, name)).WithSummary("One file").Refuses(404)
            .Produces<byte[]>(StatusCodes.Status200OK, "application/octet-stream");
    }

    private PageOf<FileView> List(string id, int offset = 0, int limit = 100)
    {
        PageOf.Check(offset, limit);
        return PageOf.Cut(
            Items(id).SelectMany(record => record.Files.Select(file => (record, file))), offset, limit,
            each => FileView.Of(each.record, each.file));
    }

    private ForeignFile Send(string id, string key, string name)
    {
        SavedFile? file = Items(id).FirstOrDefault(record => record.Item.Key == key)?.Files.FirstOrDefault(file => file.Path == name);
        string folder = place.FolderOf(id) ?? "";
        string? path = file is null ? null : Path.Combine(folder, "files", file.Path);
        return path is not null && PlainPath.IsFile(folder, path)
            ? new ForeignFile(path)
            : throw new ServiceException(404, $"'{id}' has no file '{name}' of '{key}'; see GET /jobs/{id}/files");
    }

    private IReadOnlyList<ItemRecord> Items(string id) => place.FolderOf(id) is { } folder ? place.Shelf.ItemsOf(folder) : [];
}
