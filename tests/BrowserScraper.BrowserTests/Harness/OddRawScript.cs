using BrowserScraper.DemoSites.Odd;
using BrowserScraper.Items;
using BrowserScraper.Sites;
using Microsoft.Playwright;

namespace BrowserScraper.BrowserTests.Harness;

/// <summary>The same by plain locators of Playwright, as many an author writes it.</summary>
[Site("odd-portal", "a test's")]
internal sealed class OddRawScript(OddPortal portal) : OddSite(portal)
{
    public override async Task<ItemResult> ProcessAsync(ItemContext context)
    {
        await context.OpenAsync();
        IPage page = context.Page;
        string title = await page.Locator("h1").InnerTextAsync();
        string? note = await page.GetByTestId("note").TextContentAsync();
        string? code = await page.GetByTestId("code").InnerTextAsync();
        return await EndAsync(context, new OddRecord(title, note ?? "", code));
    }
}
