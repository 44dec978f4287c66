using BrowserScraper.Session;

namespace BrowserScraper.Tests.Session;

public sealed class ShardRuleTests
{
    [Theory]
    [InlineData("5 pages at 250 ms, no latency to speak of in the machine", 0.01, 2.7, 1, 5, 1)]
    [InlineData("20 pages without latency, which wait for the machine", 0.26, 0.94, 1, 16, 1)]
    [InlineData("8 pages at 40 ms, which wait a little for the machine", 0.13, 1.55, 1, 8, 1)]
    [InlineData("10 pages at 250 ms", 0.64, 3.9, 1, 10, 2)]
    [InlineData("20 pages at 250 ms", 4.2, 4.5, 1, 16, 3)]
    [InlineData("two shards that are full as well", 5, 11, 2, 16, 6)]
    [InlineData("two shards with room", 0.9, 5.8, 2, 16, 2)]
    [InlineData("more waiting than there are pages for", 30, 6, 1, 5, 5)]
    [InlineData("as many as there may be", 30, 6, 5, 5, 5)]
    [InlineData("fewer pages than there are shards by now", 30, 20, 4, 2, 4)]
    [InlineData("a host that waits for nothing", 0, 0, 1, 16, 1)]
    public void Wanted_Load_AsManyAsItTakes(string load, double waiting, double busy, int shards, int most, int wanted) =>
        Assert.Equal((load, wanted), (load, ShardRule.Wanted(new("shop.example", 40, waiting, busy), shards, most)));

    [Theory]
    [InlineData("shop.example", 20, 34, true)]
    [InlineData("shop.example", 20, 22, false)]
    [InlineData("files.example", 20, 3, true)]
    public void HasBrought_Rate_TellsWhetherFurtherOnesMay(string host, double before, double after, bool brought) =>
        Assert.Equal(brought, ShardRule.HasBrought(new("shop.example", before, 5, 6), new(host, after, 5, 6)));
}
