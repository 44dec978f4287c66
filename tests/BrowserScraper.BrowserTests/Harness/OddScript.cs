using BrowserScraper.DemoSites.Odd;
using BrowserScraper.Items;
using BrowserScraper.Sites;

namespace BrowserScraper.BrowserTests.Harness;

/// <summary>The odd portal's items by the harness's readings.</summary>
[Site("odd-portal", "a test's")]
internal sealed class OddScript(OddPortal portal) : OddSite(portal)
{
    /// <summary>Whether the list's title must stand on the item's page. Default: false.</summary>
    public bool Expects { get; init; }

    public override async Task<ItemResult> ProcessAsync(ItemContext context)
    {
        await context.OpenAsync(expect: Expects ? context.Item.Title : null);
        PageTexts said = await context.ReadTextsAsync(["css=h1", "note", "code"]);
        return await EndAsync(context, new OddRecord(said["css=h1"], said["note"], said["code"]));
    }
}
