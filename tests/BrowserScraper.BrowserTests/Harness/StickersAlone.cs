using BrowserScraper.Items;
using BrowserScraper.Sites;
using Microsoft.Playwright;

namespace BrowserScraper.BrowserTests.Harness;

/// <summary>The real script, but for a file that it fetches without a look inside.</summary>
internal sealed class StickersAlone(SiteScript inner, bool allowsEqualFiles = false) : SiteScript
{
    internal override string Name => inner.Name;

    public override Uri Home => inner.Home;

    public override bool AllowsEqualFiles => allowsEqualFiles;

    public override SessionMarks Marks => inner.Marks;

    public override Task SignInAsync(SignInContext context) => inner.SignInAsync(context);

    public override IAsyncEnumerable<WorkItem> DiscoverAsync(DiscoveryContext context) => inner.DiscoverAsync(context);

    public override async Task<ItemResult> ProcessAsync(ItemContext context)
    {
        await context.OpenAsync();
        ILocator sticker = context.Page.GetByRole(AriaRole.Link, new() { Name = "Window sticker" })
            .Or(context.Page.GetByRole(AriaRole.Button, new() { Name = "Window sticker" }));
        return ItemResult.Done(null, await context.DownloadAsync(sticker, $"{context.Item.Key}.pdf", FileKind.Pdf));
    }
}
