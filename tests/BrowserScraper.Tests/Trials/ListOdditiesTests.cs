using BrowserScraper.Items;
using BrowserScraper.Lists;
using BrowserScraper.Trials;

namespace BrowserScraper.Tests.Trials;

public sealed class ListOdditiesTests
{
    private static readonly Uri Home = new("https://orders.example.com/");

    [Fact]
    public void Of_RowsAsTheyShouldBe_NothingIsOdd() => Assert.Empty(Of(Row("A-1"), Row("A-2")));

    [Fact]
    public void Of_NoRows_SaysSo() => Assert.Equal(["no items: DiscoverAsync has yielded nothing"], Of());

    [Fact]
    public void Of_KeyTwice_NamesIt() => Assert.Equal(
        ["1 key came more than once, and a run takes each once: A-1"], Of(Row("A-1"), Row("A-1", "b"), Row("A-2")));

    [Fact]
    public void Of_OneAddressForAll_NamesIt() => Assert.Contains(
        "1 address came with more than one row: https://orders.example.com/same", Of(Row("A-1", "same"), Row("A-2", "same")));

    [Fact]
    public void Of_AddressElsewhere_NamesHostAndItems() => Assert.Equal(
        ["2 items off the site (orders.example.com), at cdn.example.net: B-1, B-2"],
        Of(Row("A-1"), Elsewhere("B-1"), Elsewhere("B-2")));

    [Fact]
    public void Of_OneTitleForAll_SaysIt() => Assert.Equal(
        ["all 2 items have the same title: 'Order'"], Of(Row("A-1") with { Title = "Order" }, Row("A-2") with { Title = " Order" }));

    [Fact]
    public void Of_KeysThatNoFileCanHave_ShowTheirNames() => Assert.StartsWith(
        "1 key no file can be called, so a file named by it gets another name: 'A/1' becomes A_1-",
        Assert.Single(Of(Row("A/1"), Row("A-2"))),
        StringComparison.Ordinal);

    [Fact]
    public void Of_KeysThatARunLeavesOut_TellsWhy() =>
        Assert.Equal(["1 item a run leaves out (its key is empty): Title of x"], Of(Row("A-1"), Row("", "x")));

    [Fact]
    public void Of_NoAddressAtAll_SaysWhatThatMeans() => Assert.Equal(
        ["no item has an address: ProcessAsync has to open one by itself"], Of(Row("A-1") with { Address = null }));

    [Fact]
    public void Of_WholeListWithFewerThanItSays_TellsBoth()
    {
        ListCount count = new();
        count.Expect(3, atLeast: false, "");
        count.Read(isItem: true);

        Assert.Equal(
            ["the list says 3 items, and 1 was read; a run tells such a list as incomplete. If it has more pages, the "
                + "script has not found the way to the next"],
            ListOddities.Of([Row("A-1")], Home, isWhole: true, count));
        Assert.Empty(ListOddities.Of([Row("A-1")], Home, isWhole: false, count));
    }

    [Fact]
    public void Of_ManyOfOneKind_NamesThree() => Assert.EndsWith(
        "at cdn.example.net: B0, B1, B2 and 2 more",
        Assert.Single(Of([.. Enumerable.Range(0, 5).Select(each => Elsewhere($"B{each}"))])),
        StringComparison.Ordinal);

    private static string[] Of(params WorkItem[] rows) => [.. ListOddities.Of(rows, Home, isWhole: true, new())];

    private static WorkItem Elsewhere(string key) => Row(key) with { Address = new($"https://cdn.example.net/{key}") };

    private static WorkItem Row(string key, string? path = null) =>
        new(key, new(Home, path ?? key.Replace("/", "", StringComparison.Ordinal))) { Title = $"Title of {path ?? key}" };
}
