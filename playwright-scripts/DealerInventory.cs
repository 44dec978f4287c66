using BrowserScraper.Items;
using BrowserScraper.Sites;
using Microsoft.Playwright;

namespace BrowserScraper.Scripts;

/// <summary>Every vehicle of a dealer's inventory: what its page says, and its window sticker as a PDF.</summary>
[Site("dealer-inventory", "every vehicle of a dealer inventory, with its window sticker as PDF")]
public sealed class DealerInventory(SiteSettings settings) : SiteScript
{
    private sealed record VehicleRow(string Vin, string Title, string Address);

    private sealed record VehicleRecord(string Vin, string Title, string Stock, string Mileage, string Color, decimal? Price);

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
            foreach (VehicleRow row in await context.Page.GetByTestId("vehicle-row").ReadAllAsync<VehicleRow>(
                "row => ({ vin: row.dataset.vin, title: row.querySelector('a').textContent, address: row.querySelector('a').href })"))
            {
                yield return new WorkItem(row.Vin, new Uri(row.Address)) { Title = row.Title };
            }
        }
    }

    public override async Task<ItemResult> ProcessAsync(ItemContext context)
    {
        await context.OpenAsync(expect: context.Item.Key);
        IPage page = context.Page;
        PageTexts said = await context.ReadTextsAsync(
            required: ["css=h1", "stock", "mileage", "color"], optional: ["price", "link=Window sticker"]);
        VehicleRecord vehicle = new(
            context.Item.Key, said["css=h1"], said["stock"], said["mileage"], said["color"], said.OptionalMoney("price"));
        ILocator sticker = page.GetByRole(AriaRole.Link, new() { Name = "Window sticker" })
            .Or(page.GetByRole(AriaRole.Button, new() { Name = "Window sticker" }));
        SavedFile pdf = await context.DownloadAsync(
            sticker, $"{vehicle.Vin}.pdf", FileKind.Pdf, check: file => file.MustContainAsync(vehicle.Vin),
            address: said.OptionalAddress("link=Window sticker"));
        return ItemResult.Done(vehicle, pdf);
    }

    private static ILocator License(IPage page) => page.GetByLabel("I have read and accept the license terms");

    private static ILocator Inventory(IPage page) => page.GetByTestId("inventory");

    private static ILocator NextPage(IPage page) => page.GetByRole(AriaRole.Link, new() { Name = "Next page" });
}
