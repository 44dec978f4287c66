namespace BrowserScraper.Tests.Discovery;

/// <summary>Whether what was read of a list is the whole of it.</summary>
public sealed class WholeListTests : IDisposable
{
    private readonly DiscoveryScene scene = new();

    private ListedSite Site => scene.Site;

    public void Dispose() => scene.Dispose();

    [Theory]
    [InlineData(6, 6, false, null)]
    [InlineData(75, 75, false, "the list says 75 items, and 6 were read")]
    [InlineData(5, 6, false, null)]
    [InlineData(7, 5, false, "the list says 7 items at first and 5 at last, and 6 were read")]
    [InlineData(8, 7, false, "the list says 8 items at first and 7 at last, and 6 were read")]
    [InlineData(5, 5, false, "the list says 5 items, and 6 were read")]
    [InlineData(5, 5, true, null)]
    [InlineData(10_000, 10_000, true, "the list says at least 10000 items, and 6 were read")]
    public async Task RunAsync_ListThatSaysHowMany_IsComparedWithWhatWasRead(int first, int last, bool atLeast, string? failure)
    {
        Site.Total = page => page == 1 ? first : page == 3 ? last : null;
        Site.SaysAtLeast = atLeast;
        await scene.RunAsync();

        Assert.Equal((failure, true), (scene.Ended.Failure, scene.Ended.WasReadToItsEnd));
        Assert.Equal(failure is null, File.Exists(scene.SizesPath));
    }

    [Fact]
    public async Task RunAsync_PromotedRowStandsTwice_IsRightEitherWay()
    {
        Site.Rows = page =>
            page == 2 ? [ListedSite.Item("K1", "item/1?from=ad", "Promoted"), .. ListedSite.Items(3, 4)]
            : ListedSite.Items(2 * page - 1, 2 * page);
        Site.Total = _ => 6;
        await scene.RunAsync();

        Assert.Equal((6, null), (scene.Ended.Found, scene.Ended.Failure));
        Assert.Empty(scene.Notices);
    }

    [Fact]
    public async Task RunAsync_SortedAnewForEachPage_ItemsThatStandTwiceAreNotCountedForThoseTheyHide()
    {
        Site.Rows = page => ListedSite.Items(page == 1 ? [1, 2] : page == 2 ? [1, 3] : [2, 5]);
        Site.Total = _ => 6;
        await scene.RunAsync();

        Assert.Equal("the list says 6 items, and 6 were read, 4 of them different", scene.Ended.Failure);
        Assert.Single(scene.Notices, "DISCOVERY: the list says 6 items, and 6 were read, 4 of them different; it is read once more");
    }

    [Fact]
    public async Task RunAsync_RowHiddenFromOneReading_IsFoundByTheNext()
    {
        int readings = 0;
        Site.Reading = page => readings += page == 1 ? 1 : 0;
        Site.Rows = page => page == 2 && readings == 1 ? ListedSite.Items(3) : ListedSite.Items(2 * page - 1, 2 * page);
        Site.Total = _ => 6;
        await scene.RunAsync();

        Assert.Equal((6, null), (scene.Ended.Found, scene.Ended.Failure));
    }

    [Fact]
    public async Task RunAsync_SaysFewerFromItsSecondPageOn_IsNotWhole()
    {
        (Site.Pages, Site.Rows, Site.Total) = (2, page => page == 1 ? ListedSite.Items(1, 2) : [], page => page == 1 ? 6 : 2);
        await scene.RunAsync();

        Assert.Equal("the list says 6 items at first and 2 at last, and 2 were read", scene.Ended.Failure);
    }

    [Theory]
    [InlineData(2, 4, null)]
    [InlineData(2, 14, "the list says 16 items, and 6 were read")]
    public async Task RunAsync_SeveralListsWithACountEach_AreSummed(int first, int second, string? failure)
    {
        (Site.List, Site.Total) = (page => page == 1 ? "open" : "closed", page => page == 1 ? first : second);
        await scene.RunAsync();

        Assert.Equal(failure, scene.Ended.Failure);
    }

    [Fact]
    public async Task RunAsync_ShowsItsLastPageForEachNumberBeyond_IsLeftAndTold()
    {
        (Site.Pages, Site.Rows) = (100_000, page => ListedSite.Items(page < 3 ? [2 * page - 1, 2 * page] : [5, 6]));
        await scene.RunAsync();

        Assert.Equal(
            ("the list went on with what was there before, and was left after 6 items; where does it end?", true, 13),
            (scene.Ended.Failure, scene.Ended.WasReadToItsEnd, Site.Asked.Count));
    }

    [Fact]
    public async Task RunAsync_OnePageRepeatsItsRowsForEver_IsLeftAndTold()
    {
        (Site.Pages, Site.Rows) = (1, _ => Enumerable.Repeat(ListedSite.Item("K1", "item/1", "One"), int.MaxValue));
        await scene.RunAsync();

        Assert.Equal("the list went on with what was there before, and was left after 1 item; where does it end?", scene.Ended.Failure);
    }

    [Theory]
    [InlineData("invoice?company=2&no=5", "Beta", true)]
    [InlineData("invoice?company=2&no=5", "alpha", false)]
    [InlineData("invoice?company=1&no=5&utm_source=mail&sid=9", "Beta", false)]
    [InlineData("invoice?company=1&no=5&hot=1", "Beta", false)]
    [InlineData("invoice?company=1&no=5#c", "Beta", false)]
    public async Task RunAsync_OneKeyTwice_IsTwoItemsWhereParametersDifferThatTellItemsApart(string path, string title, bool isTwo)
    {
        (Site.Pages, Site.Rows) = (1, _ => [ListedSite.Item("5", "invoice?company=1&no=5", "Alpha"), ListedSite.Item("5", path, title)]);
        await scene.RunAsync();

        Assert.Equal(isTwo ? "1 key is that of two items" : null, scene.Ended.Failure);
    }

    [Theory]
    [InlineData("app#/invoice/2", true)]
    [InlineData("app#/invoice/1", false)]
    public async Task RunAsync_OneKeyTwiceBehindAHash_IsTwoItemsWhereTheyDiffer(string path, bool isTwo)
    {
        (Site.Pages, Site.Rows) = (1, _ => [ListedSite.Item("5", "app#/invoice/1", "Alpha"), ListedSite.Item("5", path, "Beta")]);
        await scene.RunAsync();

        Assert.Equal(isTwo ? "1 key is that of two items" : null, scene.Ended.Failure);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task RunAsync_NoRows_IsIncompleteUnlessItMayBeEmpty(bool mayBeEmpty)
    {
        (Site.Rows, Site.Pages, Site.Empty) = (_ => [], 1, mayBeEmpty);
        await scene.RunAsync();

        Assert.Equal(
            mayBeEmpty ? null
                : "the list shows nothing; are the address (LISTED_SITE_URL) and the script's own settings right?", scene.Ended.Failure);
    }

    [Theory]
    [InlineData(1, null, "the list shows 2 items, and the last complete discovery found 6 (if that is right, remove ")]
    [InlineData(1, 2, null)]
    [InlineData(2, null, null)]
    public async Task RunAsync_LessThanBefore_IsIncompleteBelowHalf(int pages, int? total, string? failure)
    {
        await scene.RunAsync();
        (Site.Pages, Site.Total) = (pages, _ => total);
        await scene.RunAsync();

        Assert.Equal(failure is null ? null : $"{failure}{scene.SizesPath})", scene.Ended.Failure);
    }

    [Fact]
    public async Task RunAsync_IncompleteOnce_IsComparedWithTheLastCompleteOneStill()
    {
        await scene.RunAsync();
        Site.Pages = 1;
        await scene.RunAsync();
        await scene.RunAsync();

        Assert.StartsWith("the list shows 2 items, and the last complete discovery found 6", scene.Ended.Failure, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunAsync_RowGoesAtTheTopAndOneComesAtTheEnd_FindsAll()
    {
        int first = 1;
        Site.Reading = page => first = page == 2 ? 2 : first;
        Site.Rows = page => ListedSite.Items(first + (2 * page) - 2, first + (2 * page) - 1);
        await scene.RunAsync();

        Assert.Equal(["K1", "K2", "K4", "K5", "K6", "K7", "K3"], scene.Queued);
        Assert.Equal([1, 2, 3, 1, 1, 2, 3, 1], Site.Asked);
        Assert.Null(scene.Ended.Failure);
        Assert.Single(scene.Notices, "DISCOVERY: the list has changed while it was read; it is read once more");
    }

    [Fact]
    public async Task RunAsync_ListChangesAllTheTime_IsReadThreeTimesAtMost()
    {
        int shift = 0;
        Site.Rows = page => ListedSite.Items(++shift + (10 * page), ++shift + (10 * page) + 1);
        await scene.RunAsync();

        Assert.Equal(12, Site.Asked.Count);
        Assert.Null(scene.Ended.Failure);
    }

    [Fact]
    public async Task RunAsync_KeysThatCannotBeUsed_AreLeftOutByNameAndTheRestIsFound()
    {
        Site.Rows = page => page == 2
            ? [ListedSite.Item(" \u200B", "item/a", "Without"), ListedSite.Item(new('x', 201), "item/b", "Long"),
                ListedSite.Item("a\u0001b", "item/c", "Control")]
            : ListedSite.Items(2 * page - 1, 2 * page);
        await scene.RunAsync();

        Assert.Equal(["K1", "K2", "K5", "K6"], scene.Queued);
        Assert.Equal("3 rows have no usable key", scene.Ended.Failure);
        Assert.Equal(
            ["NO USABLE KEY: Without is left out: a key has 1 to 200 printable characters, and it is empty",
             "NO USABLE KEY: Long is left out: a key has 1 to 200 printable characters, and it has 201 characters, and 200 are the most",
             "NO USABLE KEY: Control is left out: a key has 1 to 200 printable characters, and there are control characters in it"],
            scene.Notices);
    }

    [Fact]
    public async Task RunAsync_KeyWithWhatNobodySees_IsTheKeyThatIsSeen()
    {
        (Site.Pages, Site.Rows) =
            (1, _ => [ListedSite.Item("\u200B A\u00A0\n1\u200E", "item/1", "One"), ListedSite.Item("A 1", "item/1", "One")]);
        await scene.RunAsync();

        Assert.Equal(["A 1"], scene.Queued);
    }

    [Theory]
    [InlineData("item/9", "Another", true)]
    [InlineData("item/9", "item 1", false)]
    [InlineData("item/1/?q=2", "Another", false)]
    public async Task RunAsync_OneKeyTwice_IsTwoItemsWherePathAndTitleDiffer(string path, string title, bool isTwo)
    {
        (Site.Pages, Site.Rows) = (1, _ => [.. ListedSite.Items(1, 2), ListedSite.Item("K1", path, title)]);
        await scene.RunAsync();

        Assert.Equal(isTwo ? "1 key is that of two items" : null, scene.Ended.Failure);
        Assert.Equal(
            isTwo ? ["TWO ITEMS WITH ONE KEY: K1 is 'Item 1' at http://site.example/item/1 and 'Another' at http://site.example/item/9; "
                + "the first one counts"] : [], scene.Notices);
    }

    [Fact]
    public async Task RunAsync_DamagedSizes_BeginAnewAndAreSetAside()
    {
        await scene.RunAsync();
        await File.WriteAllTextAsync(scene.SizesPath, "{ \"format\": 1", TestContext.Current.CancellationToken);
        Site.Pages = 1;
        await scene.RunAsync();

        Assert.Null(scene.Ended.Failure);
        Assert.Matches("^LISTS: .+ was damaged, and begins anew; the damaged file is .+damaged-", Assert.Single(scene.Notices));
    }

    [Fact]
    public async Task RunAsync_SizesOfANewerProgram_AreLeftAsTheyAre()
    {
        const string Newer = """{ "format": 2, "lists": [] }""";
        await File.WriteAllTextAsync(scene.SizesPath, Newer, TestContext.Current.CancellationToken);
        await scene.RunAsync();

        Assert.Equal(Newer, await File.ReadAllTextAsync(scene.SizesPath, TestContext.Current.CancellationToken));
        Assert.Matches("has format 2, this program knows 1", Assert.Single(scene.Notices));
    }
}
