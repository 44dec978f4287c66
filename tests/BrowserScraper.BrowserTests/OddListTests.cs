using BrowserScraper.BrowserTests.Harness;
using BrowserScraper.DemoSites.Odd;
using BrowserScraper.Sites;
using BrowserScraper.Testing;

namespace BrowserScraper.BrowserTests;

/// <summary>
/// Lists that throttle, end early, change while they are read, or whose session ends: all is found, or it is said what is not.
/// </summary>
public sealed class OddListTests : IAsyncDisposable
{
    private readonly TemporaryFolder folder = new();
    private OddPortal? portal;

    public async ValueTask DisposeAsync()
    {
        await (portal?.DisposeAsync() ?? default);
        folder.Dispose();
    }

    [Theory]
    [InlineData(OddListForm.Links)]
    [InlineData(OddListForm.PushState)]
    [InlineData(OddListForm.Buttons)]
    public async Task Run_ListThrottles_IsReadToItsEnd(OddListForm form)
    {
        OddRun run = await RunAsync(new() { Items = 30, List = form, ListPagesInTwoSeconds = 1 });

        run.AssertHolds(portal!);
        Assert.Null(run.Report.DiscoveryFailure);
        Assert.True(portal!.Counts.TooMany > 0);
    }

    [Theory]
    [InlineData(OddSignOut.Redirect, OddListForm.Links)]
    [InlineData(OddSignOut.FormInPlace, OddListForm.Links)]
    [InlineData(OddSignOut.CacheableForm, OddListForm.Links)]
    [InlineData(OddSignOut.SinglePageApp, OddListForm.Links)]
    [InlineData(OddSignOut.FormInPlace, OddListForm.PushState)]
    [InlineData(OddSignOut.FormInPlace, OddListForm.Buttons)]
    public async Task Run_SessionEndsInMidList_FindsAllWithOneFurtherSignIn(OddSignOut shape, OddListForm form)
    {
        OddRun run = await RunAsync(new() { Items = 45, SignOut = shape, List = form, EndAfterLists = [3] });

        run.AssertHolds(portal!);
        Assert.Null(run.Report.DiscoveryFailure);
        Assert.Equal(2, portal!.Counts.SignIns);
    }

    [Theory]
    [InlineData(OddListTrouble.StopsShort, "the list says 30 items, and 20 were read", 20)]
    [InlineData(OddListTrouble.RemembersPage, "the list says 30 items, and 20 were read", 20)]
    [InlineData(OddListTrouble.Empty, "the list shows nothing; are the address (ODD_PORTAL_URL) and the script's own settings right?", 0)]
    [InlineData(OddListTrouble.TwoUnderOneKey, "1 key is that of two items", 29)]
    [InlineData(OddListTrouble.Promoted, null, 30)]
    public async Task Run_ListThatIsNotWhole_SaysWhatIsMissing(OddListTrouble trouble, string? failure, int done)
    {
        OddRun run = await RunAsync(new() { Items = 30, ListTrouble = trouble });

        Assert.Equal((failure, done, 0), (run.Report.DiscoveryFailure, run.Report.Done, run.Report.Failed));
    }

    [Fact]
    public async Task Run_RowGoesAtTheTopAndOneComesAtTheEnd_FindsAll()
    {
        OddRun run = await RunAsync(new() { Items = 30, ListTrouble = OddListTrouble.Shifts });

        Assert.Empty(run.WrongRecords(portal!));
        Assert.Null(run.Report.DiscoveryFailure);
        Assert.Equal(31, run.Report.Done);
    }

    [Fact]
    public async Task Run_PageOfTheListBreaksOff_IsOpenedAgain()
    {
        OddRun run = await RunAsync(new() { Items = 30, BrokenListPages = 2 });

        run.AssertHolds(portal!);
        Assert.Null(run.Report.DiscoveryFailure);
    }

    [Fact]
    public async Task Run_PageCrashesInMidList_StartsOver()
    {
        bool hasCrashed = false;
        OddRun run = await RunAsync(new() { Items = 30 }, site => new OddListScript(site)
        {
            Reading = async page =>
            {
                if (page.Url.Contains("page=2", StringComparison.Ordinal) && !hasCrashed)
                {
                    hasCrashed = true;
                    await (await page.Context.NewCDPSessionAsync(page)).SendAsync("Page.crash");
                }
            },
        });

        run.AssertHolds(portal!);
        Assert.Null(run.Report.DiscoveryFailure);
    }

    [Fact]
    public async Task Run_RawWaitBeforeAForm_EndsWithinSecondsAndFindsAll()
    {
        // The session ends while the script waits on page 2: a reload shows the form, and what is waited for never comes.
        bool hasEnded = false;
        OddRun run = await RunAsync(new() { Items = 30, SignOut = OddSignOut.FormInPlace }, site => new OddListScript(site)
        {
            Reading = async page =>
            {
                if (page.Url.Contains("page=2", StringComparison.Ordinal) && !hasEnded)
                {
                    hasEnded = true;
                    portal!.EndAllSessions();
                    await page.ReloadAsync();
                }

                await page.GetByTestId("total").WaitForAsync();
            },
        });

        run.AssertHolds(portal!);
        Assert.Null(run.Report.DiscoveryFailure);
        // not at REQUEST_TIMEOUT
        Assert.Contains(run.Report.Recoveries, step => step.Why.StartsWith("SignedOut", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Run_SameRowsAfterAClick_IsIncompleteAndSaysSo()
    {
        OddRun run = await RunAsync(
            new() { Items = 30, List = OddListForm.Buttons },
            site => new OddListScript(site)
            {
                Reading = page =>
                    page.EvaluateAsync("document.getElementById('next').replaceWith(document.getElementById('next').cloneNode(true))"),
            },
            "REQUEST_TIMEOUT=1", "BACKOFF_FACTOR=1");

        Assert.StartsWith(
            "SiteChanged: after the click on '#next:not([hidden])' the same rows were shown for 1 s (REQUEST_TIMEOUT)",
            run.Report.DiscoveryFailure, StringComparison.Ordinal);
        Assert.Equal((10, 0), (run.Report.Done, run.Report.Failed));
    }

    private Task<OddRun> RunAsync(OddPortalOptions options) => RunAsync(options, site => new OddListScript(site));

    private async Task<OddRun> RunAsync(OddPortalOptions options, Func<OddPortal, SiteScript> script, params string[] settings)
    {
        portal = await OddPortal.StartAsync(options, TestContext.Current.CancellationToken);
        return await OddRun.OfAsync(portal, script(portal), folder.Root, ["CONCURRENT_PAGES=2", .. settings]);
    }
}
