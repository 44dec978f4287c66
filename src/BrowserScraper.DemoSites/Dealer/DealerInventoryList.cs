using BrowserScraper.DemoSites.Dealer.Pages;
using BrowserScraper.DemoSites.Hosting;

namespace BrowserScraper.DemoSites.Dealer;

/// <summary>
/// The paged list: the server sends the frame and the page links, a script asks for the rows and draws them.
/// </summary>
internal sealed class DealerInventoryList(VehicleCatalog catalog, int itemsPerPage, Func<int, Task> asked)
{
    private int Pages => ((catalog.Count - 1) / itemsPerPage) + 1;

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/inventory", context => context.HtmlAsync(InventoryPage.Render(context.Page(), Pages, catalog.Count)));
        routes.MapGet("/api/inventory", RowsAsync);
    }

    private async Task RowsAsync(HttpContext context)
    {
        int page = context.Page();
        await asked(page);
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

        await context.JsonAsync(new { page, Pages, Total = catalog.Count, items });
    }
}
