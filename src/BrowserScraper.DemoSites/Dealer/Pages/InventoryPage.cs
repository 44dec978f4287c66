using System.Text;

namespace BrowserScraper.DemoSites.Dealer.Pages;

internal static class InventoryPage
{
    private const int NumbersEachSide = 2;

    public static string Render(int page, int pages, int vehicles) => PageFrame.Render(
        $"Inventory, page {page} of {pages}",
        $"""
            <div class="heading"><h1>Inventory</h1><p class="muted">{vehicles:N0} vehicles</p></div>
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
            {Paging(page, pages)}
        """);

    private static string Paging(int page, int pages)
    {
        var links = new StringBuilder("""<nav class="paging" aria-label="Pages">""");
        if (page > 1)
        {
            links.Append(Link(Math.Min(page - 1, pages), "Previous", "rel=\"prev\" aria-label=\"Previous page\""));
        }

        int previous = 0;
        foreach (int number in Enumerable.Range(1, pages).Where(number => IsShown(number, page, pages)))
        {
            links.Append(number > previous + 1 ? "<span>...</span>" : "");
            string attribute = number == page ? "aria-current=\"page\"" : $"aria-label=\"Page {number}\"";
            links.Append(Link(number, $"{number}", attribute));
            previous = number;
        }

        if (page < pages)
        {
            links.Append(Link(page + 1, "Next", "rel=\"next\" aria-label=\"Next page\""));
        }

        return links.Append("</nav>").ToString();
    }

    private static bool IsShown(int number, int page, int pages) =>
        number == 1 || number == pages || Math.Abs(number - page) <= NumbersEachSide;

    private static string Link(int page, string text, string attributes) =>
        $"""<a href="/inventory?page={page}" {attributes}>{text}</a>""";
}
