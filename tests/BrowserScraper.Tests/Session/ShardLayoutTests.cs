using BrowserScraper.Session;

namespace BrowserScraper.Tests.Session;

public sealed class ShardLayoutTests
{
    [Fact]
    public void Place_SeveralShards_FillsThemEvenly()
    {
        ShardLayout<string> layout = Of(pages: 7, "a", "b", "c");

        Assert.Equal(["a", "b", "c", "a", "b", "c", "a"], Enumerable.Range(0, 7).Select(_ => layout.Place()));
        Assert.True(layout.IsEven);
    }

    [Fact]
    public void IsMisplaced_AfterGrowth_PagesMoveUntilItIsEven()
    {
        ShardLayout<string> layout = Of(pages: 6, "a");
        Place(layout, 6);
        layout.Ask(3);
        layout.Add("b");
        layout.Add("c");
        Assert.False(layout.IsEven);
        int moved = 0;
        for (; moved < 10 && layout.IsMisplaced("a"); moved++)
        {
            layout.Left("a");
            layout.Place();
        }

        Assert.Equal(4, moved);
        Assert.True(layout.IsEven);
    }

    [Fact]
    public void TakeUnneeded_FewerPagesThanShards_TheLastOnesOnceTheyAreEmpty()
    {
        ShardLayout<string> layout = Of(pages: 3, "a", "b", "c");
        Place(layout, 3);
        layout.PageCount = 1;

        Assert.Equal((false, true, true), (layout.IsMisplaced("a"), layout.IsMisplaced("b"), layout.IsMisplaced("c")));
        Assert.Empty(layout.TakeUnneeded());
        layout.Left("a");
        layout.Left("c");
        Assert.Equal(["c"], layout.TakeUnneeded());
        Assert.Equal(["a", "b"], layout.All);
    }

    [Fact]
    public void TakeUnneeded_PageIsReplaced_ItsShardStays() // or a page alone in its shard would cost a new one each time
    {
        ShardLayout<string> layout = Of(pages: 2, "a", "b");
        Place(layout, 2);

        layout.Left("b");
        Assert.Empty(layout.TakeUnneeded());
        Assert.Equal("b", layout.Place());
    }

    [Fact]
    public void Leave_AShard_ItsPagesGoElsewhereAndItIsGivenUp()
    {
        ShardLayout<string> layout = Of(pages: 2, "a", "b");
        Place(layout, 2);
        layout.Leave(["a"]);

        Assert.Equal((1, "b"), (layout.Count, layout.Place()));
        Assert.True(layout.IsMisplaced("a"));
        layout.Left("a");
        Assert.Equal(["a"], layout.TakeUnneeded());
    }

    private static ShardLayout<string> Of(int pages, params string[] shards)
    {
        ShardLayout<string> layout = new(shards.Length) { PageCount = pages };
        foreach (string shard in shards)
        {
            layout.Add(shard);
        }

        return layout;
    }

    private static void Place(ShardLayout<string> layout, int pages)
    {
        for (int page = 0; page < pages; page++)
        {
            layout.Place();
        }
    }
}
