using BrowserScraper.Items;
using BrowserScraper.Progress;

namespace BrowserScraper.Tests.Discovery;

/// <summary>Reading a list: what is waited for, what starts over, and what counts as a try.</summary>
public sealed class DiscoveryTests : IDisposable
{
    private static readonly string[] All = ["K1", "K2", "K3", "K4", "K5", "K6"];

    private readonly DiscoveryScene scene = new();

    private ListedSite Site => scene.Site;

    public void Dispose() => scene.Dispose();

    [Fact]
    public async Task RunAsync_NothingOdd_FindsAllAndLooksAtThePageOneOnceMore()
    {
        await scene.RunAsync();

        Assert.Equal(All, scene.Queued);
        Assert.Equal([1, 2, 3, 1], Site.Asked);
        Assert.Equal((6, null), (scene.Ended.Found, scene.Ended.Failure));
        Assert.Empty(scene.Notices);
    }

    [Fact]
    public async Task RunAsync_OnePage_IsNotReadAgain()
    {
        Site.Pages = 1;
        await scene.RunAsync();

        Assert.Equal([1], Site.Asked);
    }

    [Fact]
    public async Task RunAsync_ThrottledPage_WaitsAndAsksForTheSame()
    {
        Site.Answer = (page, times) => page == 2 && times <= 3 ? Throttled(7) : null;
        await scene.RunAsync();

        Assert.Equal([1, 2, 2, 2, 2, 3, 1], Site.Asked);
        Assert.Equal((6, null, TimeSpan.FromSeconds(21)), (scene.Ended.Found, scene.Ended.Failure, scene.Time.Waited));
        Assert.Single(scene.Notices, "DISCOVERY: 429 for the list; waits 7 s, as the site asks");
    }

    [Fact]
    public async Task RunAsync_ThrottledForEver_EndsAfterTwentyWaits()
    {
        Site.Answer = (page, _) => page == 2 ? Throttled(7) : null;
        await scene.RunAsync();

        Assert.Equal(21, Site.Asked.Count(page => page == 2));
        Assert.StartsWith("Throttled: 429 for the list", scene.Ended.Failure, StringComparison.Ordinal);
        Assert.Equal(["K1", "K2"], scene.Queued);
    }

    [Theory]
    [InlineData(true, 7)]
    [InlineData(false, 2)]
    public async Task RunAsync_HostIsAway_IsWaitedForWhileThatHelps(bool comesBack, int asked)
    {
        scene.ComesBack = comesBack;
        Site.Answer = (page, times) => page == 2 && times <= 3 ? new ItemOutcome.Unreachable("site.example", "refused") : null;
        await scene.RunAsync();

        Assert.Equal(asked, Site.Asked.Count);
        Assert.Equal(comesBack, scene.Ended.Failure is null);
    }

    [Fact]
    public async Task RunAsync_SignedOutInMidList_SignsInAndGoesOn()
    {
        Site.Answer = (page, times) => page == 2 && times == 1 ? new ItemOutcome.SignedOut("a form") : null;
        await scene.RunAsync();

        Assert.Equal([1, 2, 2, 3, 1], Site.Asked);
        Assert.Equal((1, 6, null), (scene.Renewals, scene.Ended.Found, scene.Ended.Failure));
    }

    [Fact]
    public async Task RunAsync_ListDiesWithItsSession_StartsOver()
    {
        // The search id is that of the old session: after the sign-in, its pages are empty until page 1 has made a new one.
        bool isDead = false;
        Site.Answer = (page, times) => Died(page == 2 && times == 1);
        Site.Rows = page => isDead && page > 1 ? [] : ListedSite.Items((2 * page) - 1, 2 * page);
        Site.Reading = page => isDead &= page != 1;
        await scene.RunAsync();

        Assert.Equal([1, 2, 2, 1, 2, 3, 1], Site.Asked);
        Assert.Equal((1, 6, null), (scene.Renewals, scene.Ended.Found, scene.Ended.Failure));

        ItemOutcome.SignedOut? Died(bool now)
        {
            isDead |= now;
            return now ? new("a form") : null;
        }
    }

    [Fact]
    public async Task RunAsync_PageClosedBeforeAForm_SignsInAndStartsOver()
    {
        Site.Reading = page =>
        {
            if (page == 2 && scene.Renewals == 0)
            {
                scene.Seen = new ItemOutcome.SignedOut("a form");
                throw new TimeoutException("Timeout 30000ms exceeded.");
            }
        };
        await scene.RunAsync();

        Assert.Equal([1, 2, 1, 2, 3, 1], Site.Asked);
        Assert.Equal((1, 6, null), (scene.Renewals, scene.Ended.Found, scene.Ended.Failure));
        Assert.Equal(TimeSpan.Zero, scene.Time.Waited);
    }

    [Fact]
    public async Task RunAsync_PagesProveNothing_AreReadAgainWhereTheSessionHadEnded()
    {
        scene.IsProven = false;
        scene.Proofs.Enqueue(true);
        await scene.RunAsync();

        Assert.Equal([1, 2, 3, 1, 2, 3, 1], Site.Asked);
        Assert.Null(scene.Ended.Failure);
    }

    [Fact]
    public async Task RunAsync_ScriptThrows_EndsAfterThreeTriesThatFoundNothingNew()
    {
        Site.Reading = page => _ = page == 2 ? ((string)null!).Length : 0;
        await scene.RunAsync();

        Assert.Equal([1, 2, 1, 2, 1, 2, 1, 2], Site.Asked);
        Assert.Matches(@"^NullReferenceException: .+ \(DiscoveryTests\.cs:\d+, at http://site\.example/list\)$", scene.Ended.Failure);
        Assert.Equal(["K1", "K2"], scene.Queued);
        Assert.InRange(scene.Time.Waited, TimeSpan.FromSeconds(4.5), TimeSpan.FromSeconds(12.5)); // 2, 2 and 4 s, give or take a quarter
        RunEvent.Fault fault = Assert.Single(scene.Faults);
        Assert.Contains("ListedSite.DiscoverAsync", fault.Stack, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunAsync_EachTryFindsSomethingNew_GoesOn()
    {
        HashSet<int> broken = [];
        Site.Pages = 6;
        Site.Reading = page =>
        {
            if (page > 1 && broken.Add(page))
            {
                throw new TimeoutException("Timeout 30000ms exceeded.");
            }
        };
        await scene.RunAsync();

        Assert.Equal((12, null), (scene.Ended.Found, scene.Ended.Failure));
    }

    [Fact]
    public async Task RunAsync_NoMoreIsNeeded_IsCutShortAndNotChecked()
    {
        Site.Total = _ => 75;
        await scene.RunAsync("MAX_DOWNLOADS=3");

        Assert.Equal((null, true), (scene.Ended.Failure, scene.Ended.IsCutShort));
        Assert.Equal([1, 2], Site.Asked);
        Assert.False(File.Exists(scene.SizesPath));
    }

    private ItemOutcome.Throttled Throttled(int seconds) => new("429 for the list", scene.Time.GetUtcNow() + TimeSpan.FromSeconds(seconds));
}
