using BrowserScraper.BrowserTests.Harness;
using BrowserScraper.DemoSites.Dealer;
using BrowserScraper.Items;
using BrowserScraper.Sites;
using BrowserScraper.Testing;
using Microsoft.Playwright;

namespace BrowserScraper.BrowserTests;

/// <summary>What is opened before it is needed, so that the first item is done early.</summary>
public sealed class StartTests
{
    [Fact]
    public async Task Run_ListIsRead_ItIsOnTheSignInsPageWhileTheWorkersIsOpened()
    {
        using TemporaryFolder folder = new();
        await using DealerPortal portal = await Portals.StartAsync(2);
        WatchedScript script = new(JobRun.DealerScript(portal));
        JobRun run = await JobRun.OfAsync(script, folder.Root, "CONCURRENT_PAGES=1");

        Assert.Equal((2, 1), (run.Report.Done, portal.Counts.SignIns));
        Assert.Same(script.SignedInOn, script.ListReadOn);
        Assert.Same(script.OpenedMeanwhile, script.WorkedOn);
    }

    /// <summary>Yields nothing before a second page is open.</summary>
    private sealed class WatchedScript(SiteScript inner) : SiteScript
    {
        public IPage? SignedInOn { get; private set; }

        public IPage? ListReadOn { get; private set; }

        public IPage? OpenedMeanwhile { get; private set; }

        public IPage? WorkedOn { get; private set; }

        internal override string Name => inner.Name;

        public override Uri Home => inner.Home;

        public override SessionMarks Marks => inner.Marks;

        public override Task SignInAsync(SignInContext context)
        {
            SignedInOn = context.Page;
            return inner.SignInAsync(context);
        }

        public override async IAsyncEnumerable<WorkItem> DiscoverAsync(DiscoveryContext context)
        {
            ListReadOn = context.Page;
            await Until.TrueAsync(() => context.Page.Context.Pages.Count > 1, "a second page opens");
            OpenedMeanwhile = context.Page.Context.Pages[1];
            await foreach (WorkItem item in inner.DiscoverAsync(context))
            {
                yield return item;
            }
        }

        public override Task<ItemResult> ProcessAsync(ItemContext context)
        {
            WorkedOn = context.Page;
            return inner.ProcessAsync(context);
        }
    }
}
