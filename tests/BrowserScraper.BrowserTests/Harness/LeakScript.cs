using BrowserScraper.DemoSites.Leaks;
using BrowserScraper.Items;
using BrowserScraper.Sites;

namespace BrowserScraper.BrowserTests.Harness;

/// <summary>A script that repeats what the leaky portal tells it wherever a script may say something.</summary>
[Site("leaky", "a test's")]
internal sealed class LeakScript(LeakyPortal portal) : SiteScript
{
    private sealed record Row(string Address, string Title);

    public override Uri Home => portal.Address;

    public override SessionMarks Marks => new(signedIn: ["css=#out"]);

    public override async Task SignInAsync(SignInContext context)
    {
        await context.Page.FillAsync("[name=user]", context.Username);
        await context.Page.FillAsync("[name=password]", context.Password);
        await context.Page.ClickAsync("button");
    }

    public override async IAsyncEnumerable<WorkItem> DiscoverAsync(DiscoveryContext context)
    {
        await context.OpenAsync(Home);
        foreach (Row row in await context.Page.GetByTestId("row")
            .ReadAllAsync<Row>("row => ({ address: row.firstChild.href, title: row.textContent })"))
        {
            yield return new(row.Title, new(row.Address));
        }
    }

    public override async Task<ItemResult> ProcessAsync(ItemContext context)
    {
        await context.OpenAsync();
        string said = await context.Page.Locator("body").InnerTextAsync();
        return context.Item.Key switch
        {
            "fine" => ItemResult.Done(new { Key = "fine", Value = (await context.ReadTextsAsync(["value"]))["value"] }),
            "skip" => ItemResult.Skip($"the page says {said}"),
            "reject" => ItemResult.Reject($"the page says {said} at {context.Page.Url}"),
            "script" => throw new InvalidOperationException(
                $"the page says {said} and {await context.Page.ContentAsync()} at {context.Page.Url}"),
            "file" or "link" =>
                ItemResult.Done(null, await context.DownloadAsync(context.Page.Locator("#file"), $"{context.Item.Key}.pdf")),
            _ => ItemResult.Done(await context.ReadTextsAsync(["nowhere"])),
        };
    }
}
