using BrowserScraper.Sites;

namespace BrowserScraper.Tests.Sites;

public sealed class NumberReadingTests
{
    [Theory]
    [InlineData("1,200 vehicles", "", 1200)]
    [InlineData("1-25 of 75", "of", 75)]
    [InlineData("Office 12: 1-25 of 75", "of", 75)]
    [InlineData("Items 1 - 20 OF 1.234.567 items", "of", 1_234_567)]
    [InlineData("Total:75", "total:", 75)]
    [InlineData("(of75)", "of", 75)]
    [InlineData("1-25 sur 75", "of", null)]
    [InlineData("none of them", "of", null)]
    [InlineData("", "", null)]
    public void NumberIn_ATotalAsSitesWriteIt_IsTheNumberAfterTheWord(string text, string after, int? number) =>
        Assert.Equal(number, NumberReading.NumberIn(text, after));
}
