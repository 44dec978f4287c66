using BrowserScraper.App.Commands;

namespace BrowserScraper.Tests.App.Commands;

public sealed class DurationOptionTests
{
    [Theory]
    [InlineData("10m", 600)]
    [InlineData("90s", 90)]
    [InlineData("2h", 7200)]
    [InlineData("1.5h", 5400)]
    [InlineData("600", 600)]
    public void Parse_ALengthOfTime_IsItsSeconds(string text, int seconds) =>
        Assert.Equal(TimeSpan.FromSeconds(seconds), DurationOption.Parse(text));

    [Theory]
    [InlineData("")]
    [InlineData("m")]
    [InlineData("0")]
    [InlineData("-5m")]
    [InlineData("10 m")]
    [InlineData("1d")]
    [InlineData("9999999h")]
    public void Parse_AnythingElse_IsNone(string text) => Assert.Null(DurationOption.Parse(text));
}
