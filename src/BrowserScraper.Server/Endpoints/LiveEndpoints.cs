using System.Net.WebSockets;
using System.Threading.Channels;
using BrowserScraper.Server.Jobs;
using BrowserScraper.Server.Status;
using BrowserScraper.Steering;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace BrowserScraper.Server.Endpoints;

/// <summary>What a page shows, as long as somebody looks.</summary>
internal sealed class LiveEndpoints(JobPlace place, JobService jobService, TimeProvider time)
{
    public void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/jobs/{id}/pages/{page:int}/live", (string id, int page, HttpContext context) => WatchAsync(id, page, context))
            .WithTags("status")
            .WithSummary("A WebSocket of binary messages: each one JPEG picture of what the page shows").Refuses(404, 409, 426);

    private async Task WatchAsync(string id, int page, HttpContext context)
    {
        string name = await place.NameOfAsync(id);
        if (!context.WebSockets.IsWebSocketRequest)
        {
            context.Response.Headers.Upgrade = "websocket";
            throw new ServiceException(StatusCodes.Status426UpgradeRequired, "this is a WebSocket; ask for an upgrade");
        }

        ActiveRun run = jobService.With(name, null, job => job.Run)
            ?? throw new ServiceException(409, $"{name} does not run, so no page of it shows anything");
        if (page is < 1 or > RunControl.MostPages)
        {
            throw new ServiceException(404, $"page {page}: pages are numbered from 1 to {RunControl.MostPages}");
        }

        using WebSocket socket = await context.WebSockets.AcceptWebSocketAsync();
        using CancellationTokenSource gone = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted);
        await StatusSocket.SendAsync(socket, WebSocketMessageType.Binary, FilmAsync(run, name, page, gone), gone, time);
    }

    private async IAsyncEnumerable<ReadOnlyMemory<byte>> FilmAsync(ActiveRun run, string name, int page, CancellationTokenSource gone)
    {
        // A picture waits until the last one is on its way: the browser sends the next one only then.
        Channel<ReadOnlyMemory<byte>> pictures = Channel.CreateBounded<ReadOnlyMemory<byte>>(1);
        using CancellationTokenSource ending = CancellationTokenSource.CreateLinkedTokenSource(gone.Token);
        Task running = jobService.With(name, null, job => job.Running);
        Task filming = FilmAsync(run, page, pictures, ending.Token);
        _ = running.ContinueWith(_ => pictures.Writer.TryComplete(), TaskScheduler.Default);
        try
        {
            await foreach (ReadOnlyMemory<byte> picture in pictures.Reader.ReadAllAsync(gone.Token))
            {
                yield return picture;
            }
        }
        finally
        {
            await ending.CancelAsync();
            await filming;
        }
    }

    private static async Task FilmAsync(ActiveRun run, int page, Channel<ReadOnlyMemory<byte>> pictures, CancellationToken ending)
    {
        try
        {
            await run.WatchPageAsync(page, picture => pictures.Writer.WriteAsync(picture, ending).AsTask(), ending);
        }
        catch (Exception exception) when (exception is OperationCanceledException or ChannelClosedException)
        {
            // Nobody looks any more, or there is nothing to see.
        }
    }
}
