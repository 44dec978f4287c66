using System.Net.WebSockets;
using BrowserScraper.Server.Jobs;
using BrowserScraper.Server.Status;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace BrowserScraper.Server.Endpoints;

/// <summary>How everything stands: at once, as a stream, and what happened since.</summary>
internal static class StatusEndpoints
{
    public static void Map(IEndpointRouteBuilder routes, StatusHub hub, JobDesk desk, EventRing events, TimeProvider time)
    {
        routes.MapGet("/jobs/status", context => StatusAsync(context, hub, time)).WithTags("status");
        routes.MapGet("/jobs/events", (long since) => Since(events, since)).WithTags("status");
        routes.MapGet("/healthz", () => new { Status = "alive" }).WithTags("status");
        routes.MapGet("/readyz", () => desk is { IsRecovered: true, IsClosing: false }
            ? Results.Ok(new { Status = "ready" })
            : throw new ServiceException(StatusCodes.Status503ServiceUnavailable, desk.IsClosing ? "the service ends" : "jobs are being taken up again")).WithTags("status");
    }

    private static async Task StatusAsync(HttpContext context, StatusHub hub, TimeProvider time)
    {
        if (!context.WebSockets.IsWebSocketRequest)
        {
            context.Response.ContentType = "application/json; charset=utf-8";
            context.Response.Headers.CacheControl = "no-store";
            await context.Response.Body.WriteAsync(hub.Compose(), context.RequestAborted);
            return;
        }

        using WebSocket socket = await context.WebSockets.AcceptWebSocketAsync();
        using CancellationTokenSource gone = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted);
        await StatusSocket.SendAsync(socket, WebSocketMessageType.Text, hub.WatchAsync(gone.Token), gone, time);
    }

    private static object Since(EventRing events, long since)
    {
        (bool missed, IReadOnlyList<EventEntry> entries) = events.Since(since);
        return new { events.Sequence, Missed = missed, Events = entries };
    }
}
