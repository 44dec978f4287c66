// A list whose pages have addresses, where nobody signs in; the file's address stands on the item's page.
// Mend what follows each mark FILL IN, as the site has it, and set the address in .env.
// In ReadTextsAsync stand css= and a selector, a test id alone, or link= and the text of a link.

// FILL IN: what it fetches, in a few words
[Site("my-site", "every report, with its PDF")]
public sealed class MySite(SiteSettings settings) : OpenSiteScript
{
    // FILL IN: the first page of the list, below the site's address
    public override Uri Home => new(settings.Url, "reports");

    public override async IAsyncEnumerable<WorkItem> DiscoverAsync(DiscoveryContext context)
    {
        IPage page = context.Page;
        for (Uri? list = Home; list is not null; list = await Next(page).OptionalAddressAsync())
        {
            await context.OpenAsync(list);

            // FILL IN: what is there once the list is complete, and where it says how many items there are in all
            await page.GetByRole(AriaRole.Heading, new() { Name = "Reports" }).RequiredAsync();
            context.Expect(await page.GetByText("reports in all").OptionalNumberAsync());

            // FILL IN: a row, and in it the key that the site itself has for the item, its title and its address
            IReadOnlyList<Row> rows = await page.Locator("li.report").ReadAllAsync<Row>(
                "row => ({ key: row.dataset.id, title: row.querySelector('a').textContent, address: row.querySelector('a').href })");

            foreach (Row row in rows)
            {
                yield return new WorkItem(row.Key, new Uri(row.Address)) { Title = row.Title };
            }
        }
    }

    public override async Task<ItemResult> ProcessAsync(ItemContext context)
    {
        // FILL IN: what stands on the page of this item alone: its key, or context.Item.Title
        await context.OpenAsync(expect: context.Item.Title);

        // FILL IN: what to read; required is what every item has
        PageTexts said = await context.ReadTextsAsync(required: ["css=h1", "link=PDF"], optional: ["css=.author"]);
        var record = new { context.Item.Key, Title = said["css=h1"], Author = said.Optional("css=.author") };

        // FILL IN: the file's address, as it was read above, and its kind (FileKind.Pdf, Epub, Zip, Csv, Image, Any and so on)
        Uri address = said.OptionalAddress("link=PDF")!;
        SavedFile file = await context.DownloadAsync(address, $"{context.Item.Key}.pdf", FileKind.Pdf);

        return ItemResult.Done(record, file);
    }

    // FILL IN: the link to the next page of the list
    private static ILocator Next(IPage page) => page.GetByRole(AriaRole.Link, new() { Name = "Next" });

    private sealed record Row(string Key, string Title, string Address);
}
