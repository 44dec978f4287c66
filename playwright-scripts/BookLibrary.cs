using BrowserScraper.Items;
using BrowserScraper.Sites;
using Microsoft.Playwright;

namespace BrowserScraper.Scripts;

/// <summary>The books of a reading platform that teach the wanted skills: what their pages say, and the EPUB of each.</summary>
[Site("book-library", "the books of a reading platform, by skill, each with its EPUB")]
[Option(BookLibrary.Skills, "", "skills to look for, separated by commas, such as Python,AWS; none means all", IsForOrders = true)]
public sealed class BookLibrary(SiteSettings settings) : SiteScript
{
    /// <summary>The option with the wanted skills, separated by commas; none means all.</summary>
    public const string Skills = "SKILLS";

    private sealed record BookRow(string Id, string Title, string Address);

    private sealed record BookRecord(string Id, string Title, string Author, IReadOnlyList<string> Skills, int Chapters);

    public override Uri Home => new(settings.Url, "shelf");

    public override SessionMarks Marks => new(signedIn: ["css=a[href*=sign-out]"]);

    public override bool MayBeEmpty => settings.Option(Skills, "").Length > 0; // no book may teach what is looked for

    public override async Task SignInAsync(SignInContext context)
    {
        IPage page = context.Page;
        await page.GetByLabel("User name").FillAsync(context.Username);
        await page.GetByLabel("Password").FillAsync(context.Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
        await page.GetByTestId("shelf").Or(page.GetByRole(AriaRole.Alert)).First.WaitForAsync();
    }

    public override async IAsyncEnumerable<WorkItem> DiscoverAsync(DiscoveryContext context)
    {
        IPage page = context.Page;
        for (Uri? shelf = Shelf(); shelf is not null; shelf = await NextPage(page).OptionalAddressAsync())
        {
            await context.OpenAsync(shelf);
            await page.GetByRole(AriaRole.Heading, new() { Name = "Shelf" }).RequiredAsync();
            context.Expect(await page.GetByTestId("book-count").OptionalNumberAsync());
            foreach (BookRow row in await page.GetByTestId("book-row").ReadAllAsync<BookRow>(
                "row => ({ id: row.dataset.bookId, title: row.querySelector('a').textContent, address: row.querySelector('a').href })"))
            {
                yield return new WorkItem(row.Id, new Uri(row.Address)) { Title = row.Title };
            }
        }
    }

    public override async Task<ItemResult> ProcessAsync(ItemContext context)
    {
        await context.OpenAsync(expect: context.Item.Key);
        IPage page = context.Page;
        ILocator error = page.GetByTestId("book-error").Filter(new() { Visible = true });
        await page.Locator("article[data-testid=book][data-loaded=true]").Or(error).First.RequiredAsync();
        if (await error.OptionalTextAsync() is { } problem)
        {
            throw new ItemEndedException(new ItemOutcome.Failed(problem));
        }

        BookRecord book = new(
            await page.GetByTestId("id").RequiredTextAsync(),
            await page.GetByRole(AriaRole.Heading, new() { Level = 1 }).RequiredTextAsync(),
            await page.GetByTestId("author").RequiredTextAsync(),
            Split(await page.GetByTestId("skills").RequiredTextAsync()),
            await page.GetByTestId("chapter").CountAsync());
        ILocator link = page.GetByRole(AriaRole.Link, new() { Name = "Download EPUB" });
        SavedFile epub = await context.DownloadAsync(link, $"{context.Item.Key}.epub", FileKind.Epub);
        return ItemResult.Done(book, epub);
    }

    private Uri Shelf()
    {
        string[] wanted = Split(settings.Option(Skills, ""));
        return wanted.Length == 0
            ? Home : new(Home, "?" + string.Join('&', wanted.Select(skill => $"skill={Uri.EscapeDataString(skill)}")));
    }

    private static string[] Split(string list) => list.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    private static ILocator NextPage(IPage page) => page.GetByRole(AriaRole.Link, new() { Name = "Next page" });
}
