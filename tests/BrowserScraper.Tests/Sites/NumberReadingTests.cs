using BrowserScraper.Items;
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

    [Theory]
    [InlineData("1.2K vehicles", "")]
    [InlineData("about 3 million", "")]
    [InlineData("75k", "")]
    [InlineData("12.5", "")]
    [InlineData("1,23", "")]
    [InlineData("50%", "")]
    [InlineData("-5", "")]
    [InlineData("total: \u22125", "total:")]
    [InlineData("1/75", "")]
    [InlineData("99999999999", "")]
    public void NumberIn_NoWholeNumberForSure_IsAnErrorAndNoGuess(string text, string after)
    {
        ItemEndedException ended = Assert.Throws<ItemEndedException>(() => NumberReading.NumberIn(text, after));

        Assert.Contains($"'{text}'", Assert.IsType<ItemOutcome.SiteChanged>(ended.Outcome).Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("75 made", 75)]
    [InlineData("75kinds", 75)]
    [InlineData("(1,200+)", 1200)]
    [InlineData("- 75", 75)]
    public void NumberIn_WordsAround_ChangeNothing(string text, int number) => Assert.Equal(number, NumberReading.NumberIn(text, ""));
}
