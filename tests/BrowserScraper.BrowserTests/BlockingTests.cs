using BrowserScraper.BrowserTests.Harness;
using BrowserScraper.DemoSites.Dealer;
using BrowserScraper.Testing;

namespace BrowserScraper.BrowserTests;

/// <summary>BLOCK_RESOURCES, as the site sees it.</summary>
public sealed class BlockingTests
{
    [Theory]
    [InlineData("true", 0, 8)] // the one script that draws list and price, cached
    [InlineData("false", 40, int.MaxValue)] // a dozen photos for each vehicle, a style sheet and a font
    public async Task Run_BlockResources_DecidesWhatThePortalIsAskedFor(string block, int least, int most)
    {
        using TemporaryFolder folder = new();
        await using DealerPortal portal = await Portals.StartAsync(12);
        JobRun run = await JobRun.OfAsync(portal, folder.Root, "CONCURRENT_PAGES=2", $"BLOCK_RESOURCES={block}");

        Assert.Equal(12, run.Report.Done);
        Assert.InRange(portal.Counts.AssetRequests, least, most);
    }

    [Fact]
    public async Task Run_AssetsWithoutExtension_AreBlockedAfterTheFirstPage()
    {
        using TemporaryFolder folder = new();
        await using PlainAssetSite site = await PlainAssetSite.StartAsync();
        JobRun run = await JobRun.OfAsync(site.Script(items: 5), folder.Root, "CONCURRENT_PAGES=1");

        Assert.Equal(5, run.Report.Done);
        Assert.NotEmpty(site.AssetsOf("1"));
        Assert.All(["2", "3", "4", "5"], item => Assert.Empty(site.AssetsOf(item)));
    }

    [Fact]
    public async Task Run_AssetsWithoutExtensionUnblocked_AreLoadedOnEveryPage()
    {
        using TemporaryFolder folder = new();
        await using PlainAssetSite site = await PlainAssetSite.StartAsync();
        await JobRun.OfAsync(site.Script(items: 3), folder.Root, "CONCURRENT_PAGES=1", "BLOCK_RESOURCES=false");

        Assert.All(["1", "2", "3"], item => Assert.Equal(["picture", "style"], site.AssetsOf(item)));
    }
}
