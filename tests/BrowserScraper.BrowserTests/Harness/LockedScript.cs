using BrowserScraper.Items;
using BrowserScraper.Sites;

namespace BrowserScraper.BrowserTests.Harness;

/// <summary>The locked portal's list and files.</summary>
/// <param name="home">Where its list is, with or without a login in it.</param>
[Site("locked", "a test's")]
internal sealed class LockedScript(Uri home) : OpenSiteScript
{
    private sealed record Row(string Address, string Title);

    public override Uri Home => home;

    /// <summary>What an item's address is made of. Default: as the list says it.</summary>
    public Func<Uri, Uri> Addressed { get; init; } = address => address;

    /// <summary>What is done with an item's open page. Default: its link is fetched.</summary>
    public Func<ItemContext, Task<ItemResult>> Working { get; init; } = async context =>
        ItemResult.Done(null, await context.DownloadAsync(context.Page.Locator("#file"), $"{context.Item.Key}.txt"));

    public override async IAsyncEnumerable<WorkItem> DiscoverAsync(DiscoveryContext context)
    {
        await context.OpenAsync(Home);
        foreach (Row row in await context.Page.GetByTestId("row")
            .ReadAllAsync<Row>("row => ({ address: row.firstChild.href, title: row.textContent })"))
        {
            yield return new(row.Title.Split(' ')[1], Addressed(new(row.Address))) { Title = row.Title };
        }
    }

    public override async Task<ItemResult> ProcessAsync(ItemContext context)
    {
        await context.OpenAsync();
        return await Working(context);
    }
}
