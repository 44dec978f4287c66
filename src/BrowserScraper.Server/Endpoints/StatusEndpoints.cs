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
    public static void Map(IEndpointRouteBuilder routes, StatusHub hub, StoreWatch watch, JobService jobService, EventRing events,
        TimeProvider time)
    {
        routes.MapGet("/jobs/status", (Delegate)((HttpContext context) => StatusAsync(context, hub, watch, time))).WithTags("status")
            .Produces<StatusSnapshot>()
            .WithSummary("How everything stands: one snapshot, or, as a WebSocket, one a second and at each change");
        routes.MapGet("/jobs/events", (long since) => Since(events, since)).WithTags("status")
            .WithSummary("What happened after a snapshot's sequence").Refuses(400);
        routes.MapGet("/healthz", () => new HealthAnswer("alive")).WithTags("status").WithSummary("Answers as long as the service lives");
        routes.MapGet("/readyz", () => jobService is { IsRecovered: true, IsClosing: false }
            ? new HealthAnswer("ready")
            : throw new ServiceException(
                StatusCodes.Status503ServiceUnavailable, jobService.IsClosing ? "the service ends" : "jobs are being taken up again"))
                .WithTags("status").WithSummary("Whether jobs are taken up again, and further ones may come").Refuses(503);
    }

    private static async Task StatusAsync(HttpContext context, StatusHub hub, StoreWatch watch, TimeProvider time)
    {
        await watch.LookAsync();
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

    private static EventsAnswer Since(EventRing events, long since)
    {
        (bool missed, IReadOnlyList<EventEntry> entries) = events.Since(since);
        return new(events.Sequence, missed, entries);
    }

    internal sealed record HealthAnswer(string Status);

    /// <param name="Sequence">The newest one.</param>
    /// <param name="Missed">Some of what happened since is not held any more; a snapshot tells how things stand.</param>
    /// <param name="Events">What happened, oldest first.</param>
    internal sealed record EventsAnswer(long Sequence, bool Missed, IReadOnlyList<EventEntry> Events);
}
