using BrowserScraper.Planning;

namespace BrowserScraper.Tests.Planning;

public sealed class NearestNameTests
{
    private static readonly string[] Names = ["ITEM_TIMEOUT", "LOG_DIR", "SKILLS", "MAX_RETRIES"];

    [Theory]
    [InlineData("ITEM_TIMOUT", "ITEM_TIMEOUT")]
    [InlineData("item_timeout", "ITEM_TIMEOUT")]
    [InlineData("ITME_TIMEOTU", "ITEM_TIMEOUT")]
    [InlineData("MAX_RETRY", null)]
    [InlineData("MAX_RETRYS", "MAX_RETRIES")]
    [InlineData("LOGDIR", "LOG_DIR")]
    [InlineData("BILLS", null)]
    [InlineData("PATH", null)]
    public void Of_WrittenName_IsTheOneALetterOrTwoAway(string written, string? meant) =>
        Assert.Equal(meant, NearestName.Of(written, Names));

    [Theory]
    [InlineData("", "", 0)]
    [InlineData("ABC", "", 3)]
    [InlineData("NAEM", "NAME", 1)]
    [InlineData("KITTEN", "SITTING", 3)]
    public void Errors_TwoWords_AreTheFewestChanges(string from, string to, int errors) =>
        Assert.Equal(errors, NearestName.Errors(from, to));
}
