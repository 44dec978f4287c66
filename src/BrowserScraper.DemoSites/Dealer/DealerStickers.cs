using BrowserScraper.DemoSites.Dealer.Pages;
using BrowserScraper.DemoSites.Faults;
using BrowserScraper.DemoSites.Hosting;
using BrowserScraper.DemoSites.Sessions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;

namespace BrowserScraper.DemoSites.Dealer;

/// <summary>
/// Window stickers, at an address that lasts or, for some vehicles, at one that a script has to ask for.
/// </summary>
internal sealed class DealerStickers(
    VehicleCatalog catalog, WindowSticker sticker, FaultSwitch faults, DealerCounters counters)
{
    // Long enough for what was written to leave the machine; an abort throws away what still waits to be sent.
    private static readonly TimeSpan BeforeAbort = TimeSpan.FromMilliseconds(50);

    private readonly StickerTickets tickets = new();

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/vehicles/{vin}/sticker.pdf", ByVinAsync);
        routes.MapGet("/stickers/{ticket}", ByTicketAsync);
        routes.MapPost("/api/vehicles/{vin}/sticker-ticket", IssueTicketAsync);
    }

    private Task ByVinAsync(HttpContext context) =>
        catalog.Find((string)context.Request.RouteValues["vin"]!) is { HasStickerButton: false } vehicle
            ? SendAsync(context, vehicle)
            : DealerVehicles.NotFoundAsync(context);

    private Task ByTicketAsync(HttpContext context)
    {
        SignInSession session = context.Features.GetRequiredFeature<SignInSession>();
        string? vin = tickets.Take(session, (string)context.Request.RouteValues["ticket"]!);
        return vin is not null
            ? SendAsync(context, catalog.Find(vin)!)
            : context.HtmlAsync(
                MessagePage.Render("Link expired", "This link works once. Please open the vehicle again."),
                StatusCodes.Status410Gone);
    }

    private Task IssueTicketAsync(HttpContext context)
    {
        if (catalog.Find((string)context.Request.RouteValues["vin"]!) is not { HasStickerButton: true } vehicle)
        {
            return context.JsonAsync(new { error = "no-ticket-for-this-vehicle" }, StatusCodes.Status404NotFound);
        }

        SignInSession session = context.Features.GetRequiredFeature<SignInSession>();
        return context.JsonAsync(new { address = "/stickers/" + tickets.Issue(session, vehicle.Vin) });
    }

    private Task SendAsync(HttpContext context, Vehicle vehicle)
    {
        FaultStrike? strike = faults.Next(vehicle.Vin, vehicle.Position);
        if (strike?.Kind == FaultKind.HtmlInsteadOfPdf)
        {
            return context.HtmlAsync(MessagePage.Failure);
        }

        byte[] pdf = sticker.Of(vehicle);
        context.Response.ContentType = "application/pdf";
        context.Response.Headers.CacheControl = "private, no-store";
        context.Response.Headers.ContentDisposition = $"attachment; filename=\"sticker_{vehicle.Stock}.pdf\"";
        return strike switch
        {
            null => SendWholeAsync(context, pdf, vehicle.Vin),
            { IsOdd: true } => SendBrokenOffAsync(context, pdf),
            _ => SendShortAsync(context, pdf),
        };
    }

    private async Task SendWholeAsync(HttpContext context, ReadOnlyMemory<byte> pdf, string vin)
    {
        context.Response.ContentLength = pdf.Length;
        await context.Response.Body.WriteAsync(pdf[..^1], context.RequestAborted);
        await context.Response.Body.FlushAsync(context.RequestAborted);

        // Before the last byte, so that whoever holds the whole file also finds it counted.
        counters.CountSticker(vin);
        await context.Response.Body.WriteAsync(pdf[^1..], context.RequestAborted);
    }

    private static async Task SendBrokenOffAsync(HttpContext context, ReadOnlyMemory<byte> pdf)
    {
        context.Response.ContentLength = pdf.Length;
        await context.Response.Body.WriteAsync(pdf[..(pdf.Length / 2)], context.RequestAborted);
        await context.Response.Body.FlushAsync(context.RequestAborted);
        await Task.Delay(BeforeAbort, TimeProvider.System, context.RequestAborted);
        context.Abort();
    }

    private static async Task SendShortAsync(HttpContext context, ReadOnlyMemory<byte> pdf)
    {
        context.Response.ContentLength = pdf.Length / 2;
        await context.Response.Body.WriteAsync(pdf[..(pdf.Length / 2)], context.RequestAborted);
    }
}
