using BrowserScraper.DemoSites.Odd;
using BrowserScraper.Items;
using BrowserScraper.Sites;
using Microsoft.Playwright;

namespace BrowserScraper.BrowserTests.Harness;

/// <summary>What both odd scripts know of the odd portal: everything but how an item's texts are read.</summary>
internal abstract class OddSite(OddPortal portal) : SiteScript
{
    private sealed record Row(string Key, string Title, string? Address);

    public override Uri Home => portal.Address;

    /// <summary>Whether each item's file is fetched, too. Default: false, and the record is all.</summary>
    public bool FetchesFiles { get; init; }

    /// <summary>What the script names as token requests. Default: nothing.</summary>
    public IReadOnlyList<string> Named { get; init; } = [];

    public override IReadOnlyList<string> TokenRequests => Named;

    /// <summary>Whether the script also states what stands between form and content, or "Sign out" alone. Default: that alone.</summary>
    public bool StatesAllMarks { get; init; }

    public override SessionMarks Marks => StatesAllMarks
        ? new(signedIn: ["css=a[href*=sign-out]"], signedOut: ["css=#password"], between: ["css=#license"], user: "css=#user")
        : new(signedIn: ["css=a[href*=sign-out]"]);

    public override async Task SignInAsync(SignInContext context)
    {
        IPage page = context.Page;
        await AttachedAsync(UserName(page).Or(License(page)).Or(Inside(page)));
        if (await License(page).CountAsync() == 0)
        {
            if (await UserName(page).CountAsync() == 0)
            {
                // The app's shell stays whoever is there: the form has an address of its own.
                await page.GotoAsync(new Uri(Home, "sign-in").AbsoluteUri);
            }

            await UserName(page).FillAsync(context.Username);
            await page.GetByLabel("Password").FillAsync(context.Password);
            await page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
            await AttachedAsync(License(page).Or(Inside(page)).Or(page.Locator("#said > *")));
        }

        if (await License(page).CountAsync() > 0)
        {
            await License(page).CheckAsync();
            await page.GetByRole(AriaRole.Button, new() { Name = "Accept and continue" }).ClickAsync();
            await AttachedAsync(page.Locator("body:not(:has(#license)) a[href*=sign-out]"));
        }
    }

    public override async IAsyncEnumerable<WorkItem> DiscoverAsync(DiscoveryContext context)
    {
        IPage page = context.Page;
        for (Uri? list = new(Home, "list"); list is not null; list = await page.Locator("a[rel=next]").OptionalAddressAsync())
        {
            await context.OpenAsync(list);
            await page.GetByTestId("total").RequiredAsync();
            IReadOnlyList<Row> rows = await RowsAsync(page);
            while (rows.Count > 0)
            {
                foreach (Row row in rows)
                {
                    // A row without a link has a key whose number is that of its page.
                    yield return new WorkItem(
                        row.Key, row.Address is null ? new Uri(Home, $"item/{int.Parse(row.Key.Split('-')[1])}") : new Uri(row.Address))
                            { Title = row.Title };
                }

                rows = await FurtherAsync(page, rows[0].Key) ? await RowsAsync(page) : [];
            }
        }
    }

    protected async Task<ItemResult> EndAsync(ItemContext context, OddRecord record)
    {
        if (!FetchesFiles)
        {
            return ItemResult.Done(record);
        }

        ILocator link = context.Page.GetByRole(AriaRole.Link, new() { Name = "File" });
        SavedFile pdf = await context.DownloadAsync(
            link, $"{context.Item.Key}.pdf", FileKind.Pdf, file => file.MustContainAsync(context.Item.Key));
        return ItemResult.Done(record, pdf);
    }

    private static Task<IReadOnlyList<Row>> RowsAsync(IPage page) => page.GetByTestId("row").ReadAllAsync<Row>(
        "row => ({ key: row.dataset.key, title: row.textContent, address: row.querySelector('a[href]')?.href })");

    /// <summary>Has the list's script show its next rows; false on the last page, and where pages have addresses.</summary>
    private static async Task<bool> FurtherAsync(IPage page, string first)
    {
        ILocator next = page.Locator("#next:not([hidden])");
        if (await next.CountAsync() == 0)
        {
            return false;
        }

        await next.ClickAsync();
        await page.Locator($"#rows li:first-child:not([data-key='{first}'])").RequiredAsync();
        return true;
    }

    private static Task AttachedAsync(ILocator locator) => locator.First.WaitForAsync(new() { State = WaitForSelectorState.Attached });

    private static ILocator UserName(IPage page) => page.GetByLabel("User name");

    private static ILocator License(IPage page) => page.Locator("#license");

    private static ILocator Inside(IPage page) => page.Locator("a[href*=sign-out]");
}
