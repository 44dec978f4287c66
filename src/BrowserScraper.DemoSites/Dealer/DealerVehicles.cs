using BrowserScraper.DemoSites.Dealer.Pages;
using BrowserScraper.DemoSites.Faults;
using BrowserScraper.DemoSites.Hosting;
using BrowserScraper.DemoSites.Sessions;
using Microsoft.AspNetCore.Http.Features;

namespace BrowserScraper.DemoSites.Dealer;

/// <summary>The page of one vehicle, and its price and details, which a script asks for.</summary>
internal sealed class DealerVehicles(
    VehicleCatalog catalog, int detailRequests, bool isBare, FaultSwitch faults, SignInSessions<DealerSession> sessions)
{
    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/vehicles/{vin}", ShowAsync);
        routes.MapGet("/api/vehicles/{vin}/price", PriceAsync);
        routes.MapGet("/api/vehicles/{vin}/details/{number:int}", DetailAsync);
    }

    public static Task NotFoundAsync(HttpContext context) => context.HtmlAsync(
        DealerMessagePage.Render("Vehicle not found", "This vehicle is not, or no longer, in the inventory."),
        StatusCodes.Status404NotFound);

    private Task ShowAsync(HttpContext context)
    {
        if (catalog.Find((string)context.Request.RouteValues["vin"]!) is not { } vehicle)
        {
            return NotFoundAsync(context);
        }

        return faults.Next(vehicle.Vin, vehicle.Position)?.Kind switch
        {
            FaultKind.Hang => context.HangAsync(),
            FaultKind.Error500 => context.HtmlAsync(DealerMessagePage.Failure, StatusCodes.Status500InternalServerError),
            FaultKind.Error429 => context.TooManyAsync(DealerMessagePage.TooMany),
            FaultKind.EndlessScript => context.HtmlAsync(Render(vehicle) + "<script>for (;;) { }</script>"),
            FaultKind.EndlessClose =>
                context.HtmlAsync(
                    DealerMessagePage.Render("One moment", "<script>addEventListener('pagehide', () => { for (;;) { } });</script>")),
            FaultKind.Logout => LogOutAsync(context),
            _ => context.HtmlAsync(Render(vehicle)),
        };
    }

    private string Render(Vehicle vehicle) => VehiclePage.Render(vehicle, detailRequests, isBare);

    private Task PriceAsync(HttpContext context) =>
        catalog.Find((string)context.Request.RouteValues["vin"]!) is { } vehicle
            ? context.JsonAsync(new { vehicle.Vin, vehicle.Price, Currency = "USD" })
            : context.JsonAsync(new { error = "unknown-vehicle" }, StatusCodes.Status404NotFound);

    private Task DetailAsync(HttpContext context) =>
        catalog.Find((string)context.Request.RouteValues["vin"]!) is { } vehicle
            ? context.JsonAsync(new { text = $"Detail {context.Request.RouteValues["number"]} of {vehicle.Title}" })
            : context.JsonAsync(new { error = "unknown-vehicle" }, StatusCodes.Status404NotFound);

    private Task LogOutAsync(HttpContext context)
    {
        sessions.End(context.Features.GetRequiredFeature<DealerSession>());
        return SignInPages.SendThereAsync(context);
    }
}
