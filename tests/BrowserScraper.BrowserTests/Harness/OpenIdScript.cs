using BrowserScraper.Items;
using BrowserScraper.Sites;
using Microsoft.Playwright;

namespace BrowserScraper.BrowserTests.Harness;

/// <summary>The token app's items: a text, and a file that only the app's own script can fetch.</summary>
[Site("token-app", "a test's")]
internal sealed class OpenIdScript(Uri home) : SiteScript
{
    private sealed record Row(string Key, string Address);

    /// <summary>What <see cref="TokenKeys"/> says. Default: nothing, and the harness finds out.</summary>
    public IReadOnlyList<string> Names { get; init; } = [];

    /// <summary>Whether items' pages are opened past the harness, and loaded twice. Default: false.</summary>
    public bool IsRaw { get; init; }

    /// <summary>Whether each item's file is fetched, too. Default: true.</summary>
    public bool FetchesFiles { get; init; } = true;

    /// <summary>Called with each item's page. Default: nothing.</summary>
    public Func<IPage, Task> Begun { get; init; } = _ => Task.CompletedTask;

    public override Uri Home => home;

    public override IReadOnlyList<string> TokenKeys => Names;

    public override SessionMarks Marks => new(signedIn: ["css=a[href*=sign-out]"], signedOut: ["css=#password"]);

    public override async Task SignInAsync(SignInContext context)
    {
        await context.Page.GetByLabel("User name").FillAsync(context.Username);
        await context.Page.GetByLabel("Password").FillAsync(context.Password);
        await context.Page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
    }

    public override async IAsyncEnumerable<WorkItem> DiscoverAsync(DiscoveryContext context)
    {
        for (Uri? list = new(Home, "list"); list is not null; list = await context.Page.Locator("a[rel=next]").OptionalAddressAsync())
        {
            await context.OpenAsync(list);
            await context.Page.GetByTestId("total").RequiredAsync();
            foreach (Row row in await context.Page.GetByTestId("row")
                .ReadAllAsync<Row>("row => ({ key: row.dataset.key, address: row.querySelector('a').href })"))
            {
                yield return new WorkItem(row.Key, new Uri(row.Address));
            }
        }
    }

    public override async Task<ItemResult> ProcessAsync(ItemContext context)
    {
        await Begun(context.Page);
        if (IsRaw)
        {
            await context.Page.GotoAsync(context.Item.Address!.AbsoluteUri);
            await context.Page.ReloadAsync();
        }
        else
        {
            await context.OpenAsync();
        }

        PageTexts said = await context.ReadTextsAsync(["css=h1", "note"]);
        object record = new { Title = said["css=h1"], Note = said["note"] };
        return FetchesFiles
            ? ItemResult.Done(
                record, await context.DownloadAsync(
                    context.Page.Locator("#file"), $"{context.Item.Key}.pdf", FileKind.Pdf,
                    file => file.MustContainAsync(context.Item.Key)))
            : ItemResult.Done(record);
    }
}
