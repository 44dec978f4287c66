// A list that goes on by clicks and stays at one address, behind a sign-in form; the file comes by a click.
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

        // FILL IN: the rows of the list, and the button that shows the next ones
        ILocator rows = page.Locator("tbody tr");
        ILocator next = page.GetByRole(AriaRole.Button, new() { Name = "Next" });

        await context.OpenAsync(Home);
        while (true)
        {
            await rows.First.RequiredAsync();

            // FILL IN: where the list says how many items there are in all, such as "1-25 of 75"
            context.Expect(await page.GetByTestId("total").OptionalNumberAsync(after: "of"));

            // FILL IN: of a row, the key that the site itself has for the item, and its title
            IReadOnlyList<Row> shown = await rows.ReadAllAsync<Row>(
                "row => ({ key: row.dataset.id, title: row.querySelector('a').textContent })");

            foreach (Row row in shown)
            {
                // FILL IN: the address of an item's page, as the browser shows it once the item is open
                Uri address = new(settings.Url, $"orders/{row.Key}");

                yield return new WorkItem(row.Key, address) { Title = row.Title };
            }

            if (await next.CountAsync() == 0 || await next.IsHiddenAsync() || await next.IsDisabledAsync())
            {
                yield break;
            }

            await context.NextPageAsync(next, rows);
        }
    }

    public override async Task<ItemResult> ProcessAsync(ItemContext context)
    {
        // FILL IN: what stands on the page of this item alone: its key, or context.Item.Title
        await context.OpenAsync(expect: context.Item.Key);

        // FILL IN: what to read; required is what every item has
        PageTexts said = await context.ReadTextsAsync(required: ["css=h1"], optional: ["css=.total"]);
        var record = new { context.Item.Key, Title = said["css=h1"], Total = said.OptionalMoney("css=.total") };

        // FILL IN: what to click for the file, and its kind (FileKind.Pdf, Epub, Zip, Csv, Image, Any and so on)
        ILocator button = context.Page.GetByRole(AriaRole.Button, new() { Name = "Download" });
        SavedFile file = await context.DownloadAsync(button, $"{context.Item.Key}.pdf", FileKind.Pdf, lane: DownloadLane.Click);

        return ItemResult.Done(record, file);
    }

    private sealed record Row(string Key, string Title);
}
