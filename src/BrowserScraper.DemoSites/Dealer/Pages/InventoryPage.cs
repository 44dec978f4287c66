using BrowserScraper.DemoSites.Hosting;

namespace BrowserScraper.DemoSites.Dealer.Pages;

internal static class InventoryPage
{
    public static string Render(int page, int pages, int vehicles) => DealerFrame.Render(
        $"Inventory, page {page} of {pages}",
        $"""
            <div class="heading"><h1>Inventory</h1><p class="muted" data-testid="vehicle-count">{vehicles:N0} vehicles</p></div>
            <p class="alert" role="alert" data-testid="inventory-error" hidden>The vehicles could not be loaded.</p>
            <div class="scroll">
              <table data-testid="inventory" data-page="{page}" aria-label="Vehicles" aria-busy="true">
                <thead>
                  <tr><th scope="col">Vehicle</th><th scope="col">Stock</th><th scope="col">VIN</th>
                    <th scope="col">Year</th><th scope="col">Make</th><th scope="col" class="number">Price</th></tr>
                </thead>
                <tbody></tbody>
              </table>
            </div>
            <p class="card" role="status" data-testid="inventory-empty" hidden>There are no vehicles on this page.</p>
            {PageLinks.Render(page, pages, number => $"/inventory?page={number}")}
        """);
}
