using BrowserScraper.BrowserTests.Harness;
using BrowserScraper.DemoSites.Books;
using BrowserScraper.Progress;
using BrowserScraper.Testing;

namespace BrowserScraper.BrowserTests;

/// <summary>Sessions that end, are kept for the next run, belong to several accounts, or outlive their browser.</summary>
public sealed class RenewalTests
{
    [Fact]
    public async Task Run_SecondRun_StartsFromTheStoredSession()
    {
        using TemporaryFolder folder = new();
        await using BookPortal portal = await StartAsync(new() { Books = 6 });
        await BookRun.OfAsync(portal, folder.Root, "MAX_DOWNLOADS=3");
        (RunReport report, _) = await BookRun.OfAsync(portal, folder.Root);

        Assert.Equal((0, 1), (report.SignIns, portal.Counts.SignIns));
        BookRun.AssertHolds(folder.Root, portal);
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(BookRun.SessionFile(folder.Root)));
        }
    }

    [Fact]
    public async Task Run_StoredTokenIsDead_SignsInAgainAndCompletes()
    {
        using TemporaryFolder folder = new();
        await using BookPortal portal = await StartAsync(new() { Books = 6, ReuseDetection = true });
        await BookRun.OfAsync(portal, folder.Root, "MAX_DOWNLOADS=2");
        byte[] old = await File.ReadAllBytesAsync(BookRun.SessionFile(folder.Root), TestContext.Current.CancellationToken);
        await BookRun.OfAsync(portal, folder.Root, "MAX_DOWNLOADS=2");
        // as after kill -9 between a rotation and its save
        await File.WriteAllBytesAsync(BookRun.SessionFile(folder.Root), old, TestContext.Current.CancellationToken);
        (RunReport report, _) = await BookRun.OfAsync(portal, folder.Root);

        Assert.Equal((1, 0), (report.SignIns, report.Failed));
        BookRun.AssertHolds(folder.Root, portal);
    }

    [Fact]
    public async Task Run_OneOfThreeAccountsIsLocked_TheOthersDoItsItems()
    {
        using TemporaryFolder folder = new();
        await using BookPortal portal = await StartAsync(new() { Books = 12, Accounts = 3 });
        portal.LockAccount(portal.Accounts[1].Username);
        (RunReport report, EventLog events) = await BookRun.OfAsync(portal, folder.Root, "CONCURRENT_PAGES=6");

        Assert.Equal((12, 0, 2), (report.Done, report.Failed, report.SignIns));
        string told = Assert.Single(
            events.Notices, notice => notice.StartsWith($"ACCOUNT SET ASIDE: {portal.Accounts[1].Username}", StringComparison.Ordinal));
        Assert.Contains("2 pages stand idle", told, StringComparison.Ordinal);
        // each session's first run tries an older token once
        Assert.Equal((2, 2), (portal.Counts.RejectedRequests, portal.Counts.RefusedSignIns));
        BookRun.AssertHolds(folder.Root, portal);
    }

    [Fact]
    public async Task Run_BrowserIsRenewed_NothingIsLostAndNobodySignsInAgain()
    {
        using TemporaryFolder folder = new();
        await using BookPortal portal = await StartAsync(new() { Books = 20, BooksPerPage = 100 });
        (RunReport report, EventLog events) = await BookRun.OfAsync(
            portal, folder.Root, "CONCURRENT_PAGES=3", "RENEW_BROWSER_AFTER=5", "MAX_RETRIES=0");

        Assert.Equal((20, 0, 1), (report.Done, report.Failed, report.SignIns));
        Assert.InRange(events.Notices.Count(notice => notice.StartsWith("BROWSER: renewing", StringComparison.Ordinal)), 2, 4);
        Assert.Equal((1, 1), (portal.Counts.RejectedRequests, portal.Counts.SignIns)); // the one is tried on purpose, before anything else
        BookRun.AssertHolds(folder.Root, portal);
    }

    [Fact]
    public async Task Run_SessionEndsAgainAndAgain_EachIsRenewedOnceAndNoAttemptIsSpent()
    {
        using TemporaryFolder folder = new();
        await using BookPortal portal = await StartAsync(new() { Books = 30, EndSessionAfterRequests = 50, SessionEnds = 3 });
        (RunReport report, _) = await BookRun.OfAsync(
            portal, folder.Root, "CONCURRENT_PAGES=6", "MAX_RETRIES=0", "MAX_SIGN_INS=10", "REQUEST_TIMEOUT=10");

        Assert.Equal((30, 0), (report.Done, report.Failed));
        Assert.Equal((4, 4), (report.SignIns, portal.Counts.SignIns));
        BookRun.AssertHolds(folder.Root, portal);
    }

    private static Task<BookPortal> StartAsync(BookPortalOptions options) =>
        BookPortal.StartAsync(options, TestContext.Current.CancellationToken);
}
