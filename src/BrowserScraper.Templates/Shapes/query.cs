// A search where nobody signs in: each query is a job of its own, and each result leads straight to its file.
// Mend what follows each mark FILL IN, as the site has it, and set the address in .env.
// Run it with --query "red bricks".

// FILL IN: what it fetches, in a few words
[Site("my-site", "every picture that a query finds", Request = "QUERY")]
[Option("QUERY", "", "what to look for")]
public sealed class MySite(SiteSettings settings) : OpenSiteScript
{
    // FILL IN: the first page of the results, below the site's address
    public override Uri Home => new(settings.Url, $"search?q={Uri.EscapeDataString(settings.Option("QUERY", ""))}");

    public override async IAsyncEnumerable<WorkItem> DiscoverAsync(DiscoveryContext context)
    {
        IPage page = context.Page;
        for (Uri? list = Home; list is not null; list = await Next(page).OptionalAddressAsync())
        {
            await context.OpenAsync(list);

            // FILL IN: what is there once the results are, and where the page says how many there are in all
            await page.GetByRole(AriaRole.Heading, new() { Name = "Results" }).RequiredAsync();
            context.Expect(await page.GetByText("results in all").OptionalNumberAsync());

            // FILL IN: a result, and in it the key that the site itself has for it, its title and the address of its file
            IReadOnlyList<Row> rows = await page.Locator("li.result").ReadAllAsync<Row>(
                "row => ({ key: row.dataset.id, title: row.querySelector('a').textContent, address: row.querySelector('a').href })");

            foreach (Row row in rows)
            {
                yield return new WorkItem(row.Key, new Uri(row.Address)) { Title = row.Title };
            }
        }
    }

    public override async Task<ItemResult> ProcessAsync(ItemContext context)
    {
        // FILL IN: the kind of the file; its ending is that of what comes
        SavedFile file = await context.DownloadAsync(context.Item.Address!, $"{context.Item.Key}.*", FileKind.Image);

        return ItemResult.Done(new { context.Item.Key, context.Item.Title }, file);
    }

    // FILL IN: the link to the next page of the results
    private static ILocator Next(IPage page) => page.GetByRole(AriaRole.Link, new() { Name = "Next" });

    private sealed record Row(string Key, string Title, string Address);
}
