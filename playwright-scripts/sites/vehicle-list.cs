#:package BrowserScraper.App@*
#:property PublishAot=false

// scraper run vehicle-list, or: dotnet run vehicle-list.cs -- --max 5
return await Scraper.RunAsync<VehicleList>(args);

/// <summary>What a dealer's inventory says of each vehicle, as a table: records alone, without a file.</summary>
[Site("vehicle-list", "what a dealer inventory says of each vehicle; records alone, for scraper export")]
public sealed class VehicleList(SiteSettings settings) : SiteScript
{
    private sealed record Row(string Vin, string Title, string Address);

    private sealed record Vehicle(string Vin, string Title, string Stock, string Mileage, string Color, decimal? Price);

    public override Uri Home => new(settings.Url, "inventory");

    public override SessionMarks Marks => new(signedIn: ["css=a[href*=sign-out]"], between: ["css=form[action*=license]"]);

    public override async Task SignInAsync(SignInContext context)
    {
        IPage page = context.Page;
        if (await page.GetByLabel("User name").CountAsync() > 0)
        {
            await page.GetByLabel("User name").FillAsync(context.Username);
            await page.GetByLabel("Password").FillAsync(context.Password);
            await page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
            await License(page).Or(Inventory(page)).Or(page.GetByRole(AriaRole.Alert)).First.WaitForAsync();
        }

        if (await License(page).CountAsync() > 0)
        {
            await License(page).CheckAsync();
            await page.GetByRole(AriaRole.Button, new() { Name = "Accept and continue" }).ClickAsync();
            await Inventory(page).WaitForAsync();
        }
    }

    public override async IAsyncEnumerable<WorkItem> DiscoverAsync(DiscoveryContext context)
    {
        for (Uri? list = Home; list is not null; list = await NextPage(context.Page).OptionalAddressAsync())
        {
            await context.OpenAsync(list);
            await context.Page.Locator("[data-testid=inventory][aria-busy=false]").RequiredAsync();
            context.Expect(await context.Page.GetByTestId("vehicle-count").OptionalNumberAsync());
            foreach (Row row in await context.Page.GetByTestId("vehicle-row").ReadAllAsync<Row>(
                "row => ({ vin: row.dataset.vin, title: row.querySelector('a').textContent, address: row.querySelector('a').href })"))
            {
                yield return new WorkItem(row.Vin, new Uri(row.Address)) { Title = row.Title };
            }
        }
    }

    public override async Task<ItemResult> ProcessAsync(ItemContext context)
    {
        await context.OpenAsync(expect: context.Item.Key);
        PageTexts said = await context.ReadTextsAsync(required: ["css=h1", "stock", "mileage", "color"], optional: ["price"]);
        return ItemResult.Done(new Vehicle(
            context.Item.Key, said["css=h1"], said["stock"], said["mileage"], said["color"], said.OptionalMoney("price")));
    }

    private static ILocator License(IPage page) => page.GetByLabel("I have read and accept the license terms");

    private static ILocator Inventory(IPage page) => page.GetByTestId("inventory");

    private static ILocator NextPage(IPage page) => page.GetByRole(AriaRole.Link, new() { Name = "Next page" });
}
