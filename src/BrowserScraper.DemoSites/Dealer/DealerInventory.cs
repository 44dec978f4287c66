using BrowserScraper.DemoSites.Dealer.Pages;
using BrowserScraper.DemoSites.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace BrowserScraper.DemoSites.Dealer;

/// <summary>
/// The paged list: the server sends the frame and the page links, a script asks for the rows and draws them.
/// </summary>
internal sealed class DealerInventory(VehicleCatalog catalog, int itemsPerPage)
{
    private int Pages => ((catalog.Count - 1) / itemsPerPage) + 1;

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/inventory", context =>
            context.HtmlAsync(InventoryPage.Render(PageOf(context), Pages, catalog.Count)));
        routes.MapGet("/api/inventory", RowsAsync);
    }

    private Task RowsAsync(HttpContext context)
    {
        int page = PageOf(context);
        long first = (page - 1L) * itemsPerPage;
        int last = (int)Math.Min(first + itemsPerPage, catalog.Count);
        var items = new List<object>();
        for (long index = first; index < last; index++)
        {
            Vehicle vehicle = catalog[(int)index];
            items.Add(new
            {
                vehicle.Vin,
                vehicle.Stock,
                vehicle.Year,
                vehicle.Make,
                vehicle.Model,
                vehicle.Trim,
                vehicle.Price,
            });
        }

        return context.JsonAsync(new { page, Pages, Total = catalog.Count, items });
    }

    private static int PageOf(HttpContext context) =>
        int.TryParse(context.Request.Query["page"], out int page) && page > 0 ? page : 1;
}
