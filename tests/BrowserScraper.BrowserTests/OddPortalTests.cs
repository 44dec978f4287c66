using BrowserScraper.BrowserTests.Harness;
using BrowserScraper.DemoSites.Odd;
using BrowserScraper.Testing;

namespace BrowserScraper.BrowserTests;

/// <summary>The odd portal where nothing is odd: what its scripts read then is right.</summary>
public sealed class OddPortalTests
{
    [Theory]
    [InlineData(false, false)]
    [InlineData(true, true)]
    public async Task Run_NothingOdd_HasEveryItem(bool raw, bool fetchesFiles)
    {
        using TemporaryFolder folder = new();
        await using OddPortal portal = await OddPortal.StartAsync(new() { Items = 25 }, TestContext.Current.CancellationToken);
        OddSite script = raw
            ? new OddRawScript(portal) { FetchesFiles = fetchesFiles } : new OddScript(portal) { FetchesFiles = fetchesFiles };
        OddRun run = await OddRun.OfAsync(portal, script, folder.Root, "CONCURRENT_PAGES=4");

        run.AssertHolds(portal, fetchesFiles);
        Assert.Equal((1, 1, 25), (portal.Counts.SignIns, portal.Counts.FormPosts, portal.Counts.ItemPages));
    }
}
