using BrowserScraper.DemoSites.Clicks;
using BrowserScraper.Items;
using BrowserScraper.Sites;

namespace BrowserScraper.BrowserTests.Harness;

/// <summary>Opens each item of the click portal and takes its file by whatever stands there.</summary>
/// <param name="portal">The portal.</param>
/// <param name="checks">Whether it says what must stand in the file.</param>
internal sealed class ClickScript(ClickPortal portal, bool checks) : OpenSiteScript
{
    public override string Name => "clicks";

    public override Uri Home => portal.Address;

    public override IAsyncEnumerable<WorkItem> DiscoverAsync(DiscoveryContext context) =>
        portal.Items.Select(item => new WorkItem(item.Key, portal.PageOf(item)) { Title = $"{item.Way}" }).ToAsyncEnumerable();

    public override async Task<ItemResult> ProcessAsync(ItemContext context)
    {
        await context.OpenAsync();
        return ItemResult.Done(null, await context.DownloadAsync(
            context.Page.GetByTestId("file"), $"{context.Item.Key}.pdf", FileKind.Pdf, checks ? file => file.MustContainAsync(context.Item.Key) : null));
    }
}
