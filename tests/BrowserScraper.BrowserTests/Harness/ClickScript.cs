using BrowserScraper.DemoSites.Clicks;
using BrowserScraper.Items;
using BrowserScraper.Sites;

namespace BrowserScraper.BrowserTests.Harness;

/// <summary>Opens each item of the click portal and takes its file by whatever stands there.</summary>
/// <param name="portal">The portal.</param>
/// <param name="checks">Whether it says what must stand in the file.</param>
/// <param name="mostPages">How many pages and windows there may be once a file has come.</param>
[Site("clicks", "a test's")]
internal sealed class ClickScript(ClickPortal portal, bool checks, int mostPages = int.MaxValue) : OpenSiteScript
{
    public override Uri Home => portal.Address;

    public override IAsyncEnumerable<WorkItem> DiscoverAsync(DiscoveryContext context) =>
        portal.Items.Select(item => new WorkItem(item.Key, portal.PageOf(item)) { Title = $"{item.Way}" }).ToAsyncEnumerable();

    public override async Task<ItemResult> ProcessAsync(ItemContext context)
    {
        await context.OpenAsync();
        SavedFile file = await context.DownloadAsync(
            context.Page.GetByTestId("file"), $"{context.Item.Key}.pdf", FileKind.Pdf, checks
                ? file => file.MustContainAsync(context.Item.Key) : null);
        await Until.TrueAsync(() => context.Page.Context.Pages.Count <= mostPages, "the windows that the click has opened are closed");
        return ItemResult.Done(null, file);
    }
}
