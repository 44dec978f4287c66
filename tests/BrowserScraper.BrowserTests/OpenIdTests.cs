using BrowserScraper.BrowserTests.Harness;
using BrowserScraper.DemoSites.OpenId;
using BrowserScraper.Testing;

namespace BrowserScraper.BrowserTests;

/// <summary>
/// An app that keeps its tokens in the page's storage and spends the refresh token at each load; one that comes again ends the grant.
/// MAX_RETRIES=0 makes every paid attempt the item's last.
/// </summary>
public sealed class OpenIdTests
{
    [Theory]
    [InlineData(OpenIdStorage.Local, "'refresh_token' in localStorage")]
    [InlineData(OpenIdStorage.LocalAsOne, "'oidc.user:http://127.0.0.1:")]
    [InlineData(OpenIdStorage.Session, "in sessionStorage changes when a page loads")]
    public async Task Run_EachLoadSpendsTheToken_IsSignedInOnceAndLosesNothing(OpenIdStorage storage, string told)
    {
        using TemporaryFolder folder = new();
        await using OpenIdPortal portal = await StartAsync(new() { Items = FullSize.Items(20), Storage = storage });
        OpenIdRun run = await OpenIdRun.OfAsync(portal, folder.Root, "CONCURRENT_PAGES=8", "MAX_RETRIES=0");

        AssertClean(run, portal, signIns: 1);
        OpenIdRun.AssertHolds(folder.Root, portal);
        Assert.Single(
            run.Tokens, line => line.Contains(told, StringComparison.Ordinal)
            && line.Contains("one page load at a time", StringComparison.Ordinal));
        Assert.Equal(
            storage == OpenIdStorage.Session, run.Tokens.Any(line => line.Contains("new pages get a copy", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData(OpenIdStorage.Local)]
    [InlineData(OpenIdStorage.Session)]
    public async Task NextRun_AfterAnOrderlyEnd_SpendsNoStaleTokenAndKnowsFromItsFirstPageOn(OpenIdStorage storage)
    {
        using TemporaryFolder folder = new();
        await using OpenIdPortal portal = await StartAsync(new() { Items = 16, Storage = storage });
        await OpenIdRun.OfAsync(portal, folder.Root, "CONCURRENT_PAGES=4", "MAX_RETRIES=0", "MAX_DOWNLOADS=8", "TOKEN_SAVE_INTERVAL=10000");
        int refreshes = portal.Counts.Refreshes;
        OpenIdRun next = await OpenIdRun.OfAsync(portal, folder.Root, "CONCURRENT_PAGES=4", "MAX_RETRIES=0");

        AssertClean(next, portal, signIns: 1);
        OpenIdRun.AssertHolds(folder.Root, portal);
        Assert.StartsWith("TOKENS: page loads spend '", next.Tokens[0], StringComparison.Ordinal);
        // home, two pages of the list, eight items; and at the list's end its first page once more, and home where its last page has shown
        // nobody yet
        Assert.InRange(portal.Counts.Refreshes - refreshes, 11, 13);
    }

    [Fact]
    public async Task Run_ManyPages_StayInOneContext()
    {
        using TemporaryFolder folder = new();
        await using OpenIdPortal portal = await StartAsync(new() { Items = FullSize.Items(30), Latency = TimeSpan.FromMilliseconds(60) });
        int contexts = 0;
        OpenIdScript script = new(portal.Address)
        {
            Begun = page =>
            {
                contexts = Math.Max(contexts, page.Context.Browser!.Contexts.Count);
                return Task.CompletedTask;
            },
        };
        OpenIdRun run = await OpenIdRun.OfAsync(
            portal, script, folder.Root, plan => plan with { LeastShards = 4 }, "CONCURRENT_PAGES=20", "MAX_RETRIES=0");

        AssertClean(run, portal, signIns: 1);
        Assert.Equal(1, contexts);
        Assert.DoesNotContain(run.Events.Notices, notice => notice.StartsWith("SHARDS:", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Run_ScriptLoadsPagesPastTheHarness_TheyWaitForTheirTurn()
    {
        using TemporaryFolder folder = new();
        await using OpenIdPortal portal = await StartAsync(new() { Items = 12, Latency = TimeSpan.FromMilliseconds(30) });
        OpenIdRun run =
            await OpenIdRun.OfAsync(
                portal, new OpenIdScript(portal.Address) { IsRaw = true, FetchesFiles = false }, folder.Root, "CONCURRENT_PAGES=4",
                "MAX_RETRIES=0");

        AssertClean(run, portal, signIns: 1);
        Assert.InRange(portal.Counts.Refreshes, 2 * 12, int.MaxValue);
    }

    [Fact]
    public async Task Run_TokenIsSpentWhenAccessRunsOut_IsFoundAtTheFirstTimeAndTheNextRunLosesNothing()
    {
        using TemporaryFolder folder = new();
        await using OpenIdPortal portal = await StartAsync(
            new() { Items = 24, Spending = OpenIdSpending.WhenExpired, AccessLife = TimeSpan.FromSeconds(2) });
        OpenIdScript script = new(portal.Address) { FetchesFiles = false };
        await OpenIdRun.OfAsync(portal, script, folder.Root, "CONCURRENT_PAGES=4", "MAX_DOWNLOADS=12", "DOWNLOAD_DELAY=0.3");
        (int signIns, int revocations) = (portal.Counts.SignIns, portal.Counts.Revocations);
        OpenIdRun next = await OpenIdRun.OfAsync(portal, script, folder.Root, "CONCURRENT_PAGES=4", "MAX_RETRIES=0", "DOWNLOAD_DELAY=0.3");

        Assert.InRange(signIns, 1, 2);
        Assert.Equal(
            (24, 0, signIns, revocations), (next.Report.Done + 12, next.Report.Failed, portal.Counts.SignIns, portal.Counts.Revocations));
    }

    [Theory]
    [InlineData(OpenIdStorage.Local)]
    [InlineData(OpenIdStorage.Session)]
    public async Task Run_RefreshTokenStaysGood_PagesLoadBesideEachOther(OpenIdStorage storage)
    {
        using TemporaryFolder folder = new();
        await using OpenIdPortal portal = await StartAsync(new() { Items = 16, Storage = storage, Spending = OpenIdSpending.Never });
        OpenIdRun run = await OpenIdRun.OfAsync(portal, folder.Root, "CONCURRENT_PAGES=4", "MAX_RETRIES=0");

        AssertClean(run, portal, signIns: 1);
        OpenIdRun.AssertHolds(folder.Root, portal);
        Assert.DoesNotContain(run.Tokens, line => line.Contains("one page load at a time", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Run_ScriptNamesTheKey_LoadsGoOneAtATimeFromTheStart()
    {
        using TemporaryFolder folder = new();
        await using OpenIdPortal portal = await StartAsync(new() { Items = 8, Storage = OpenIdStorage.LocalAsOne });
        OpenIdRun run =
            await OpenIdRun.OfAsync(
                portal, new OpenIdScript(portal.Address) { Names = ["oidc.user:*"], FetchesFiles = false }, folder.Root,
                "CONCURRENT_PAGES=4", "MAX_RETRIES=0");

        AssertClean(run, portal, signIns: 1);
        Assert.Equal("TOKENS: page loads spend 'oidc.user:*'; one page load at a time, in one context", run.Tokens[0]);
    }

    [Fact]
    public async Task Run_GrantIsRevokedInMidRun_SignsInOnceMore()
    {
        using TemporaryFolder folder = new();
        await using OpenIdPortal portal = await StartAsync(new() { Items = 16 });
        int begun = 0;
        OpenIdScript script = new(portal.Address)
        {
            FetchesFiles = false,
            Begun = _ =>
            {
                if (Interlocked.Increment(ref begun) == 6)
                {
                    portal.RevokeAll();
                }

                return Task.CompletedTask;
            },
        };
        OpenIdRun run = await OpenIdRun.OfAsync(portal, script, folder.Root, "CONCURRENT_PAGES=4", "MAX_RETRIES=0");

        Assert.Equal((16, 0, 2), (run.Report.Done, run.Report.Failed, portal.Counts.SignIns));
    }

    [Fact]
    public async Task Run_TokensAreInIndexedDb_SaysSo()
    {
        using TemporaryFolder folder = new();
        await using OpenIdPortal portal = await StartAsync(new() { Items = 3, Storage = OpenIdStorage.Indexed });
        OpenIdRun run = await OpenIdRun.OfAsync(
            portal, new OpenIdScript(portal.Address) { FetchesFiles = false }, folder.Root, "CONCURRENT_PAGES=1");

        Assert.Equal(3, run.Report.Done);
        Assert.Contains(run.Tokens, line => line.Contains("IndexedDB (token-app/tokens)", StringComparison.Ordinal));
    }

    private static void AssertClean(OpenIdRun run, OpenIdPortal portal, int signIns)
    {
        Assert.Equal((0, 0), (run.Report.Failed, run.Report.Remaining));
        Assert.Equal((signIns, 0, 0), (portal.Counts.SignIns, portal.Counts.StaleTokens, portal.Counts.Revocations));
    }

    private static Task<OpenIdPortal> StartAsync(OpenIdPortalOptions options) =>
        OpenIdPortal.StartAsync(options, TestContext.Current.CancellationToken);
}
