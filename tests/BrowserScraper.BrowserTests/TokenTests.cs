using BrowserScraper.BrowserTests.Harness;
using BrowserScraper.DemoSites.Books;
using BrowserScraper.Items;
using BrowserScraper.Progress;
using BrowserScraper.Testing;
using Microsoft.Playwright;

namespace BrowserScraper.BrowserTests;

/// <summary>
/// A site whose token changes with every answer, many pages, and no rejected request but the one that the very first run tries on purpose.
/// MAX_RETRIES=0 makes every paid attempt the item's last.
/// </summary>
public sealed class TokenTests
{
    /// <summary>The first of these has the gate; the others are held when the page gives all of them up.</summary>
    private const string AskAndGiveUp = """
        home => {
          const all = new AbortController();
          for (let each = 0; each < 6; each++) fetch(`${home}nowhere?${each}`, { signal: all.signal }).catch(() => {});
          setTimeout(() => all.abort(), 10);
        }
        """;

    /// <summary>Asks all the time until the page goes on, and is being answered when it does.</summary>
    private const string AskUntilGone = "home => { setInterval(() => fetch(`${home}nowhere`).catch(() => {}), 5); }";

    private static readonly TimeSpan Latency = TimeSpan.FromMilliseconds(20);

    [Theory]
    [InlineData("auto", 1)]
    [InlineData("auto", 4)]
    [InlineData("auto", 8)]
    [InlineData("auto", 16)]
    [InlineData("serial", 4)]
    public async Task Run_StrictRotation_NoRequestIsRejected(string mode, int pages)
    {
        await AssertCleanAsync(
            new() { Books = 12, Latency = Latency, ReuseDetection = true }, $"TOKEN_MODE={mode}", $"CONCURRENT_PAGES={pages}");
    }

    [Fact]
    public async Task Run_RotationInRedirects_NoRequestIsRejected()
    {
        await AssertCleanAsync(
            new() { Books = 12, Latency = Latency, RotateInRedirects = true, ReuseDetection = true }, "CONCURRENT_PAGES=4");
    }

    [Fact]
    public async Task Run_PagesRefreshAtOnce_NobodyIsSignedOut()
    {
        BookPortalCounts counts = await AssertCleanAsync(
            new() { Books = 16, Latency = Latency, Rotation = TokenRotation.OnRefresh, AccessLifetime = TimeSpan.FromSeconds(5),
                ReuseDetection = true },
            "CONCURRENT_PAGES=8");
        Assert.InRange(counts.Refreshes, 1, int.MaxValue); // or no page ever had to
    }

    [Fact]
    public async Task Run_ModeFree_TheRaceIsReal()
    {
        using TemporaryFolder folder = new();
        await using BookPortal portal = await StartAsync(new() { Books = 12, Latency = Latency });
        (_, EventLog events) = await BookRun.OfAsync(
            portal, folder.Root, "TOKEN_MODE=free", "CONCURRENT_PAGES=8", "MAX_RETRIES=0", "REQUEST_TIMEOUT=5", "MAX_SIGN_INS=50");

        Assert.Single(events.Notices, notice => notice.Contains("set TOKEN_MODE=auto", StringComparison.Ordinal));
        Assert.NotEqual(0, portal.Counts.RejectedRequests);
    }

    [Fact]
    public async Task Run_TokenRequestIsNeverAnswered_TheGateIsFreedAndTheOthersGoOn()
    {
        using TemporaryFolder folder = new();
        await using BookPortal portal = await StartAsync(new() { Books = 8, HangingTokenRequests = ["QM00002"] });
        (RunReport report, EventLog events) = await BookRun.OfAsync(
            portal, folder.Root, "CONCURRENT_PAGES=4", "REQUEST_TIMEOUT=10", "BACKOFF_FACTOR=1");

        Assert.Equal((8, 0), (report.Done, report.Failed));
        Assert.Contains(events.Notices, notice => notice.StartsWith("TOKENS: no answer", StringComparison.Ordinal));
        BookRun.AssertHolds(folder.Root, portal);
    }

    [Fact]
    public Task Run_PageGivesUpRequestsThatAreHeld_TheGateDoesNotWaitForThem() =>
        AssertGateGoesOnAsync((page, portal) => page.EvaluateAsync(AskAndGiveUp, portal.AbsoluteUri));

    [Fact]
    public Task Run_PageGoesToAnotherSiteWhileItIsAnswered_TheGateDoesNotWaitForTheAnswer() => AssertGateGoesOnAsync(async (page, portal) =>
    {
        await page.EvaluateAsync(AskUntilGone, portal.AbsoluteUri);
        await page.GotoAsync(new UriBuilder(portal) { Host = "localhost" }.Uri.AbsoluteUri);
    });

    [Fact]
    public async Task Run_TokensRotate_TheReportTellsWhoUsedThem()
    {
        using TemporaryFolder folder = new();
        await using BookPortal portal = await StartAsync(new() { Books = 4 });
        (RunReport report, _) = await BookRun.OfAsync(portal, folder.Root, "CONCURRENT_PAGES=2");

        IReadOnlyList<TokenUse> tokens = report.Tokens[portal.Username].Lineage;
        Assert.Equal(Enumerable.Range(1, tokens.Count), tokens.Select(token => token.Number));
        Assert.Superset(
            new HashSet<string>(["sign-in", "discovery", "page 1", "page 2", .. portal.Books.Select(book => $"download of {book.Id}")]),
            tokens.Select(token => token.By).ToHashSet());
        TokenFinding found = Assert.Single(report.Tokens[portal.Username].Found);
        Assert.Equal(
            ("tok", TokenKind.Rotates, TokenEvidence.Trial, "/shelf refused a value that had been replaced", false),
            (found.Cookie, found.Kind, found.Evidence, found.Why, found.IsFromEarlierRun));
        Assert.InRange(found.Since, report.StartedAt, report.EndedAt);
    }

    [Fact]
    public async Task Run_TheNewestTokenIsRefused_TheSessionHasEndedAndTokensAreNoReason()
    {
        using TemporaryFolder folder = new();
        await using BookPortal portal = await StartAsync(new() { Books = 4, EndSessionAfterRequests = 9, SessionEnds = 1 });
        (_, EventLog events) = await BookRun.OfAsync(portal, folder.Root, "CONCURRENT_PAGES=1", "REQUEST_TIMEOUT=10");

        Assert.Contains(events.Notices, notice => notice.StartsWith("SIGNED OUT", StringComparison.Ordinal));
        Assert.DoesNotContain(events.Notices, notice => notice.StartsWith("TOKENS: 40", StringComparison.Ordinal));
    }

    private static async Task AssertGateGoesOnAsync(Func<IPage, Uri, Task> abandon)
    {
        using TemporaryFolder folder = new();
        await using BookPortal portal = await StartAsync(new() { Books = 3, Latency = Latency });
        (RunReport report, EventLog events) = await BookRun.OfAsync(
            portal,
            folder.Root,
            plan => plan with { Script = new ScriptAround(plan.Script, (context, _) => abandon(context.Page, portal.Address)) },
            "TOKEN_MODE=serial", "CONCURRENT_PAGES=1", "REQUEST_TIMEOUT=20");

        Assert.Equal((3, 0), (report.Done, report.Failed));
        Assert.DoesNotContain(events.Notices, notice => notice.StartsWith("TOKENS: no answer", StringComparison.Ordinal));
    }

    private static async Task<BookPortalCounts> AssertCleanAsync(BookPortalOptions options, params string[] settings)
    {
        using TemporaryFolder folder = new();
        await using BookPortal portal = await StartAsync(options);
        (RunReport first, _) = await BookRun.OfAsync(portal, folder.Root, [.. settings, "MAX_RETRIES=0"]);
        Assert.Equal((options.Books, 0), (first.Done, first.Failed));
        BookPortalCounts tried = portal.Counts;
        Assert.InRange(tried.RejectedRequests, 0, 1);
        Assert.InRange(tried.SignIns, 1, 2);

        (RunReport second, _) = await BookRun.OfAsync(portal, folder.Root, [.. settings, "MAX_RETRIES=0", "FORCE_REDOWNLOAD=true"]);
        Assert.Equal((options.Books, 0), (second.Done, second.Failed));
        Assert.Equal(
            (0, 0, 0),
            (portal.Counts.RejectedRequests - tried.RejectedRequests, portal.Counts.RevokedSessions - tried.RevokedSessions,
                portal.Counts.SignIns - tried.SignIns));
        BookRun.AssertHolds(folder.Root, portal);
        return portal.Counts;
    }

    private static Task<BookPortal> StartAsync(BookPortalOptions options) =>
        BookPortal.StartAsync(options, TestContext.Current.CancellationToken);
}
