using BrowserScraper.BrowserTests.Harness;
using BrowserScraper.DemoSites.Odd;
using BrowserScraper.Items;
using BrowserScraper.Testing;

namespace BrowserScraper.BrowserTests;

/// <summary>Cookies that rotate, and cookies that only look so, on many pages.</summary>
public sealed class CookieShapeTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData(OddSignOut.Redirect)]
    [InlineData(OddSignOut.FormInPlace)]
    public async Task Run_SignedCookieStoreWithTwoReSignIns_HoldsNothingFromTheTrialOn(OddSignOut signOut)
    {
        await using OddPortal portal = await StartAsync(
            new() { SignedCookies = true, SignOut = signOut, Items = 40, EndAfterItems = [12, 25, 52, 65] });
        for (int run = 1; run <= 2; run++)
        {
            OddRun now = await RunAsync(portal, run);

            Assert.Equal(
                (TokenKind.OlderStayGood, TokenEvidence.Trial, run == 2),
                now.Found.Select(found => (found.Kind, found.Evidence, found.IsFromEarlierRun)).Single());
            Assert.InRange(now.Found[0].GoodForSeconds!.Value, 2, 600);
            Assert.Equal(
                run == 1 ? 1 : 0, now.Events.Notices.Count(notice => notice.Contains("gating the requests", StringComparison.Ordinal)));
            Assert.Equal(2 * run, portal.Counts.SessionsEnded);
        }
    }

    [Fact]
    public async Task Run_CookiesOfVisitorsAndThreeReSignIns_HoldsNothing()
    {
        await using OddPortal portal = await StartAsync(
            new() { VisitorCookies = true, SignOut = OddSignOut.FormInPlace, Items = 40, EndAfterItems = [8, 18, 28] });
        OddRun run = await RunAsync(portal, 1);

        Assert.Equal((4, 3), (portal.Counts.SignIns, portal.Counts.SessionsEnded));
        Assert.Empty(run.Found);

        // Where all pages meet the end at once, a slow computer has nobody signed in for some answers running: what is taken for a token
        // then is let go again with the sign-in.
        string[] told = [.. run.Events.Notices.Where(notice => notice.StartsWith("TOKENS", StringComparison.Ordinal))];
        Assert.Equal(
            told.Count(notice => notice.StartsWith("TOKENS: 'odd_visitor' changes with each answer", StringComparison.Ordinal)),
            told.Count(notice => notice.StartsWith("TOKENS: 'odd_visitor' does not rotate after all", StringComparison.Ordinal)));
        Assert.True(told.All(notice => notice.StartsWith("TOKENS: 'odd_visitor' ", StringComparison.Ordinal)), string.Join('\n', told));
    }

    [Fact]
    public async Task Run_RefreshCookieWithAnExactPath_TwoRefreshesAreNeverUnderWay()
    {
        await using OddPortal portal = await StartAsync(App(OddRefresh.ExactPath));
        OddRun run = await RunAsync(portal, 1);

        Assert.Equal((1, 0, 1), (portal.Counts.RefreshesAtOnce, portal.Counts.RefusedTokens, portal.Counts.SignIns));
        Assert.InRange(portal.Counts.Refreshes, portal.Items.Count, int.MaxValue);
        Assert.Equal(
            ("odd_refresh", "/api/refresh", TokenKind.RefreshPath), run.Found.Select(found => (found.Cookie, found.Path, found.Kind))
            .Single());
    }

    [Theory]
    [InlineData("auto", 0, nameof(TokenKind.Rotates))]
    [InlineData("auto", 10, nameof(TokenKind.OlderStayGood))]
    [InlineData("serial", 0, nameof(TokenKind.Rotates))]
    public async Task Run_TokenIsReplacedAtEachLoad_NobodyIsSignedOutAfterTheFirstRun(string mode, int grace, string kind)
    {
        await using OddPortal portal = await StartAsync(App(OddRefresh.EveryPath) with { RefreshGrace = TimeSpan.FromSeconds(grace) });
        OddRun first = await RunAsync(portal, 1, $"TOKEN_MODE={mode}");
        Assert.InRange(portal.Counts.RefusedTokens, 0, 1);
        Assert.InRange(portal.Counts.SignIns, 1, 2);
        Assert.Equal(("odd_token", kind), first.Found.Select(found => (found.Cookie, $"{found.Kind}")).Single());

        OddPortalCounts before = portal.Counts;
        for (int run = 2; run < 2 + FullSize.Runs; run++)
        {
            OddRun later = await RunAsync(portal, run, $"TOKEN_MODE={mode}");
            Assert.Equal((run, 0, 0), (run, portal.Counts.RefusedTokens - before.RefusedTokens, portal.Counts.SignIns - before.SignIns));
            Assert.Equal(("odd_token", kind), later.Found.Select(found => (found.Cookie, $"{found.Kind}")).Single());
        }
    }

    private static OddPortalOptions App(OddRefresh refresh) =>
        new() { Refresh = refresh, SignOut = OddSignOut.SinglePageApp, AppDelay = TimeSpan.FromSeconds(0.05),
            Latency = TimeSpan.FromSeconds(0.02), Items = 16 };

    private static Task<OddPortal> StartAsync(OddPortalOptions options) =>
        OddPortal.StartAsync(options, TestContext.Current.CancellationToken);

    private async Task<OddRun> RunAsync(OddPortal portal, int run, params string[] settings)
    {
        OddScript script = new(portal) { Named = ["/auth/**"] };
        OddRun now = await OddRun.OfAsync(
            portal, script, folder.Root,
            ["CONCURRENT_PAGES=8", .. settings, .. run == 1 ? Array.Empty<string>() : ["FORCE_REDOWNLOAD=true"]]);
        now.AssertHolds(portal);
        return now;
    }
}
