using BrowserScraper.DemoSites.Dealer.Pages;
using BrowserScraper.DemoSites.Faults;
using BrowserScraper.DemoSites.Hosting;
using Microsoft.AspNetCore.Http.Features;

namespace BrowserScraper.DemoSites.Dealer;

/// <summary>
/// Window stickers, at an address that lasts or, for some vehicles, at one that a script has to ask for.
/// </summary>
internal sealed class DealerStickers(
    VehicleCatalog catalog, WindowSticker sticker, FaultSwitch faults, VisitCounters counters)
{
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
        DealerSession session = context.Features.GetRequiredFeature<DealerSession>();
        string? vin = tickets.Take(session, (string)context.Request.RouteValues["ticket"]!);
        return vin is not null
            ? SendAsync(context, catalog.Find(vin)!)
            : context.HtmlAsync(
                DealerMessagePage.Render("Link expired", "This link works once. Please open the vehicle again."),
                StatusCodes.Status410Gone);
    }

    private Task IssueTicketAsync(HttpContext context)
    {
        if (catalog.Find((string)context.Request.RouteValues["vin"]!) is not { HasStickerButton: true } vehicle)
        {
            return context.JsonAsync(new { error = "no-ticket-for-this-vehicle" }, StatusCodes.Status404NotFound);
        }

        DealerSession session = context.Features.GetRequiredFeature<DealerSession>();
        return context.JsonAsync(new { address = "/stickers/" + tickets.Issue(session, vehicle.Vin) });
    }

    private Task SendAsync(HttpContext context, Vehicle vehicle)
    {
        FaultStrike? strike = faults.Next(vehicle.Vin, vehicle.Position);
        if (strike?.Kind == FaultKind.HtmlInsteadOfPdf)
        {
            return context.HtmlAsync(DealerMessagePage.Failure);
        }

        byte[] pdf = sticker.Of(strike?.Kind == FaultKind.SamePdf ? catalog[0] : vehicle);
        context.AnnounceFile("application/pdf", $"sticker_{vehicle.Stock}.pdf");
        return strike switch
        {
            null or { Kind: FaultKind.SamePdf } => context.SendWholeAsync(pdf, () => counters.CountFile(vehicle.Vin)),
            { IsOdd: true } => context.SendBrokenOffAsync(pdf),
            _ => context.SendShortAsync(pdf),
        };
    }
}
