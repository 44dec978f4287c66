using BrowserScraper.BrowserTests.Harness;
using BrowserScraper.DemoSites.Odd;
using BrowserScraper.Items;
using BrowserScraper.Testing;

namespace BrowserScraper.BrowserTests;

/// <summary>Pages that come with 200 and are not the item's: none of them becomes a record, and each is told by name.</summary>
public sealed class OddItemTests
{
    [Theory]
    [InlineData(OddItemKind.WallWithHeader)]
    [InlineData(OddItemKind.WallWithRetryAfter)]
    [InlineData(OddItemKind.WallRefresh)]
    [InlineData(OddItemKind.Wall)]
    [InlineData(OddItemKind.ConsentPage)]
    [InlineData(OddItemKind.Maintenance)]
    [InlineData(OddItemKind.SoftNotFound)]
    [InlineData(OddItemKind.SoftNotFoundWithFields)]
    [InlineData(OddItemKind.Neighbour)]
    public async Task Run_ATenthOfTheItemsIsSomethingElse_NoneOfThemIsARecordAndTheOthersAreRight(OddItemKind kind)
    {
        using TemporaryFolder folder = new();
        await using OddPortal portal = await OddPortal.StartAsync(
            new() { Items = 30, OddItems = [kind] }, TestContext.Current.CancellationToken);
        OddItem[] odd = [.. portal.Items.Where((_, index) => index % 10 == 0)];
        OddRun run = await OddRun.OfAsync(
            portal, new OddScript(portal) { Expects = true }, folder.Root, plan => plan with { WallPause = TimeSpan.FromMilliseconds(200) },
            "CONCURRENT_PAGES=4", "REQUEST_TIMEOUT=6", "MAX_RETRIES=0");

        Assert.Empty(run.WrongRecords(portal, portal.Items.Except(odd)));
        Assert.Equal((27, 3), (run.Report.Done, run.Report.Failed));
        Assert.Equal(odd.Select(item => item.Key), run.Report.Failures.Select(failure => failure.Key).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Run_EveryFifthPageIsForSomebodyElse_TakesNoneOfThem(bool isRaw)
    {
        using TemporaryFolder folder = new();
        await using OddPortal portal = await OddPortal.StartAsync(
            new() { Items = 20, OtherUserEvery = 5 }, TestContext.Current.CancellationToken);
        OddSite script = isRaw ? new OddRawScript(portal) { StatesAllMarks = true } : new OddScript(portal) { StatesAllMarks = true };
        OddRun run = await OddRun.OfAsync(portal, script, folder.Root, "CONCURRENT_PAGES=2");

        run.AssertHolds(portal);
        Assert.InRange(portal.Counts.OddPages, 4, 6);
        Assert.Equal(1, portal.Counts.SignIns);
        Assert.Single(
            run.Events.Notices, notice => notice.StartsWith("MIXED SESSION: ODD-", StringComparison.Ordinal)
            && notice.Contains("the page of 'harbor', and 'demo'", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Run_PagesThatAreAllTheSame_StopsWithTheirNames()
    {
        using TemporaryFolder folder = new();
        await using OddPortal portal = await OddPortal.StartAsync(
            new() { Items = 40, OddItems = [.. Enumerable.Repeat(OddItemKind.SoftNotFoundWithFields, 10)] },
            TestContext.Current.CancellationToken);
        OddRun run = await OddRun.OfAsync(portal, new OddScript(portal), folder.Root, "CONCURRENT_PAGES=2");

        Assert.Equal(StopReason.WrongFiles, run.Report.Stopped);
        Assert.Contains("were read to equal records", run.Report.Message, StringComparison.Ordinal);
        Assert.InRange(run.Records.Count, 0, 4);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Run_TextsWithHalfAnEmojiAndWhatNobodySees_AreReadAsSeen(bool isRaw)
    {
        using TemporaryFolder folder = new();
        await using OddPortal portal = await OddPortal.StartAsync(
            new() { Items = 12, Texts = OddTexts.HalfEmojiInList | OddTexts.HalfEmojiUnread | OddTexts.HalfEmojiInConsole | OddTexts.Late,
                BrokenFiles = [5, 6] },
            TestContext.Current.CancellationToken);
        OddSite script = isRaw ? new OddRawScript(portal) { FetchesFiles = true } : new OddScript(portal) { FetchesFiles = true };
        OddRun run = await OddRun.OfAsync(portal, script, folder.Root, "CONCURRENT_PAGES=3", "MAX_RETRIES=1", "BACKOFF_FACTOR=1");

        Assert.Equal((10, 2), (run.Report.Done, run.Report.Failed));
        Assert.Null(run.Report.Stopped);
    }
}
