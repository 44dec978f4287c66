using BrowserScraper.Session;

namespace BrowserScraper.Tests.Session;

/// <summary>Dates as sites write them; CookieTests in BrowserScraper.BrowserTests compares with Chromium.</summary>
public sealed class CookieDateTests
{
    [Theory]
    [InlineData("Sun, 06 Nov 1994 08:49:37 GMT")]
    [InlineData("Sunday, 06-Nov-94 08:49:37 GMT")]
    [InlineData("Sun Nov  6 08:49:37 1994")]
    [InlineData("Mon, 06 Nov 1994 08:49:37 GMT")]
    [InlineData("06 November 1994 8:49:37")]
    [InlineData("1994 nov 6 08:49:37")]
    [InlineData("\"Sun, 06-NOV-1994 08:49:37 UTC\"")]
    [InlineData("08:49:37 6th Nov 94")]
    public void Parse_OneMomentInAnyForm_IsThatMoment(string text) =>
        Assert.Equal(new DateTimeOffset(1994, 11, 6, 8, 49, 37, TimeSpan.Zero), CookieDate.Parse(text));

    [Theory]
    [InlineData("69", 2069)]
    [InlineData("70", 1970)]
    [InlineData("00", 2000)]
    [InlineData("1601", 1601)]
    [InlineData("9999", 9999)]
    public void Parse_YearsOfTwoDigits_AreThoseAroundNow(string year, int full) =>
        Assert.Equal(full, CookieDate.Parse($"01 Jan {year} 00:00:00")?.Year);

    [Theory]
    [InlineData("")]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("soon")]
    [InlineData("Thu, 32 Jan 2099 00:00:00 GMT")]
    [InlineData("Thu, 30 Feb 2099 00:00:00 GMT")]
    [InlineData("Thu, 01 Jan 2099 24:00:00 GMT")]
    [InlineData("Thu, 01 Jan 2099 00:60:00 GMT")]
    [InlineData("Thu, 01 Jan 1600 00:00:00 GMT")]
    [InlineData("Thu, 01 2099 00:00:00 GMT")]
    [InlineData("Jan 2099 00:00:00")]
    [InlineData("01 Jan 2099")]
    public void Parse_NoDate_IsNull(string text) => Assert.Null(CookieDate.Parse(text));
}
