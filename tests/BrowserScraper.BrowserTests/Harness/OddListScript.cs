using BrowserScraper.DemoSites.Odd;
using BrowserScraper.Items;
using BrowserScraper.Sites;
using Microsoft.Playwright;

namespace BrowserScraper.BrowserTests.Harness;

/// <summary>The odd portal's list as the harness helps to read it: its count, and its next page by a click.</summary>
[Site("odd-portal", "a test's")]
internal sealed class OddListScript(OddPortal portal) : OddSite(portal)
{
    private sealed record Row(string Key, string Title, string? Address);

    /// <summary>Whether it says how many rows the list has. Default: true.</summary>
    public bool Counts { get; init; } = true;

    /// <summary>Called before each page's rows are read. Default: nothing.</summary>
    public Func<IPage, Task> Reading { get; init; } = _ => Task.CompletedTask;

    public bool Empty { get; init; }

    public override bool MayBeEmpty => Empty;

    public override async IAsyncEnumerable<WorkItem> DiscoverAsync(DiscoveryContext context)
    {
        IPage page = context.Page;
        ILocator rows = page.GetByTestId("row");
        ILocator next = page.Locator("#next:not([hidden])");
        for (Uri? list = new(Home, "list"); list is not null; list = await page.Locator("a[rel=next]").OptionalAddressAsync())
        {
            await context.OpenAsync(list);
            for (bool isThere = true; isThere;)
            {
                await Reading(page);
                await page.GetByTestId("total").RequiredAsync();
                context.Expect(Counts ? await page.GetByTestId("total").OptionalNumberAsync(after: "of") : null);
                foreach (Row row in await rows.ReadAllAsync<Row>(
                    "row => ({ key: row.dataset.key, title: row.textContent, address: row.querySelector('a[href]')?.href })"))
                {
                    yield return new WorkItem(row.Key, AddressOf(row)) { Title = row.Title };
                }

                isThere = await next.CountAsync() > 0;
                if (isThere)
                {
                    await context.NextPageAsync(next, rows);
                }
            }
        }
    }

    public override async Task<ItemResult> ProcessAsync(ItemContext context)
    {
        await context.OpenAsync();
        PageTexts said = await context.ReadTextsAsync(["css=h1", "note", "code"]);
        return await EndAsync(context, new OddRecord(said["css=h1"], said["note"], said["code"]));
    }

    // A row without a link has a key whose number is that of its page.
    private Uri AddressOf(Row row) =>
        row.Address is { } address ? new(address) : new Uri(Home, $"item/{int.Parse(row.Key.Trim().Split('-')[1])}");
}
