using System.Globalization;
using BrowserScraper.Sites;

namespace BrowserScraper.Tests.Sites;

public sealed class PageReadingTests
{
    [Theory]
    [InlineData("$24,995", "24995")]
    [InlineData("$24,995.00", "24995.00")]
    [InlineData("1 200.50 EUR", "1200.50")]
    [InlineData("1\u00A0200,50 \u20AC", "1200.50")]
    [InlineData("1.234,56 \u20AC", "1234.56")]
    [InlineData("CHF 1'234'567.80", "1234567.80")]
    [InlineData("1.234.567", "1234567")]
    [InlineData("12,5", "12.5")]
    [InlineData("0.99", "0.99")]
    [InlineData("7", "7")]
    [InlineData("Price: $24,995.", "24995")]
    [InlineData("1.234,-", "1234")]
    public void Money_AnAmount_IsRead(string text, string amount) =>
        Assert.Equal(decimal.Parse(amount, CultureInfo.InvariantCulture), PageReading.Money(text));

    [Theory]
    [InlineData("$24,995 (2 left)", "24995")]
    [InlineData("$24,995.00, was $26,500.00", "24995.00")]
    [InlineData("$299 / month for 36 months", "299")]
    public void Money_FurtherNumbersBehindIt_AreNotMixedIn(string text, string amount) =>
        Assert.Equal(decimal.Parse(amount, CultureInfo.InvariantCulture), PageReading.Money(text));

    [Theory]
    [InlineData("")]
    [InlineData("call for price")]
    [InlineData("$ -.--")]
    [InlineData("99999999999999999999999999999999999999")]
    public void Money_NoAmount_IsNull(string text) => Assert.Null(PageReading.Money(text));
}
