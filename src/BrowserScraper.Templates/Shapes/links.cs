// A list whose pages have addresses, behind a sign-in form; each item has a page, and a file behind a link.
// Mend what follows each mark FILL IN, as the site has it, and set address, user name and password in .env.
// In Marks and ReadTextsAsync stand css= and a selector, a test id alone, or link= and the text of a link.

// FILL IN: what it fetches, in a few words
[Site("my-site", "every order, with its invoice as PDF")]
public sealed class MySite(SiteSettings settings) : SiteScript
{
    // FILL IN: the page where a signed-in user starts, below the site's address; the list is best
    public override Uri Home => new(settings.Url, "orders");

    // FILL IN: what the pages of a signed-in user have, and no others, such as the link to sign out
    public override SessionMarks Marks => new(signedIn: ["css=a[href*=logout]"]);

    public override async Task SignInAsync(SignInContext context)
    {
        IPage page = context.Page;

        // FILL IN: the form, by the words beside its fields and on its button
        await page.GetByLabel("User name").FillAsync(context.Username);
        await page.GetByLabel("Password").FillAsync(context.Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();

        // FILL IN: what comes then: something of the page above, or the words of a refusal
        await page.GetByRole(AriaRole.Heading, new() { Name = "Orders" }).Or(page.GetByRole(AriaRole.Alert)).First.WaitForAsync();
    }

    public override async IAsyncEnumerable<WorkItem> DiscoverAsync(DiscoveryContext context)
    {
        IPage page = context.Page;
        for (Uri? list = Home; list is not null; list = await Next(page).OptionalAddressAsync())
        {
            await context.OpenAsync(list);

            // FILL IN: what is there once the list is complete, and where it says how many items there are in all
            await page.GetByRole(AriaRole.Table).RequiredAsync();
            context.Expect(await page.GetByText("orders in all").OptionalNumberAsync());

            // FILL IN: a row, and in it the key that the site itself has for the item, its title and its address
            IReadOnlyList<Row> rows = await page.Locator("tbody tr").ReadAllAsync<Row>(
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
        await context.OpenAsync(expect: context.Item.Key);

        // FILL IN: what to read; required is what every item has
        PageTexts said = await context.ReadTextsAsync(required: ["css=h1"], optional: ["css=.total"]);
        var record = new { context.Item.Key, Title = said["css=h1"], Total = said.OptionalMoney("css=.total") };

        // FILL IN: the link or button of the file, and its kind (FileKind.Pdf, Epub, Zip, Csv, Image, Any and so on)
        ILocator link = context.Page.GetByRole(AriaRole.Link, new() { Name = "Invoice" });
        SavedFile file = await context.DownloadAsync(link, $"{context.Item.Key}.pdf", FileKind.Pdf);

        return ItemResult.Done(record, file);
    }

    // FILL IN: the link to the next page of the list
    private static ILocator Next(IPage page) => page.GetByRole(AriaRole.Link, new() { Name = "Next" });

    private sealed record Row(string Key, string Title, string Address);
}
