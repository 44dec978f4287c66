using BrowserScraper.Settings;

namespace BrowserScraper.Tests.Settings;

public sealed class PageCountTests
{
    [Theory]
    [InlineData("7", 7, null, null)]
    [InlineData("auto:2-20", 4, 2, 20)]
    [InlineData("auto:6-20", 6, 6, 20)]
    [InlineData("auto:1-3", 3, 1, 3)]
    public void Parse_EachForm_IsReadAndWrittenAlike(string text, int atStart, int? least, int? most)
    {
        PageCount count = PageCount.Parse(text)!;

        Assert.Equal((atStart, least, most), (count.AtStart, count.Auto?.Least, count.Auto?.Most));
        Assert.Equal(text, count.ToString());
    }

    [Fact]
    public void Parse_Auto_HasTheMachinesBounds()
    {
        PageCount count = PageCount.Parse("Auto")!;

        Assert.Equal((PageRange.OfMachine, "auto"), (count.Auto, count.ToString()));
        Assert.InRange(count.AtMost, 16, 64);
    }

    [Theory]
    [InlineData(30, 2, 20)]
    [InlineData(5, 2, 5)]
    [InlineData(1, 1, 1)]
    public void UpTo_SoMany_NarrowsTheBounds(int most, int least, int narrowed) =>
        Assert.Equal(new PageRange(least, narrowed), new PageRange(2, 20).UpTo(most));
}
