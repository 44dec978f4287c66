using System.Globalization;
using BrowserScraper.Items;
using BrowserScraper.Sites;

namespace BrowserScraper.Tests.Sites;

public sealed class MoneyReadingTests
{
    [Theory] // thousands and cents, by the number's own shape
    [InlineData("$24,995", "24995")]
    [InlineData("$24,995.00", "24995.00")]
    [InlineData("1 200.50 EUR", "1200.50")]
    [InlineData("1\u00A0200,50 \u20AC", "1200.50")]
    [InlineData("1\u202F234,50 \u20AC", "1234.50")]
    [InlineData("1.234,56 \u20AC", "1234.56")]
    [InlineData("1.234,567", "1234.567")]
    [InlineData("CHF 1'234'567.80", "1234567.80")]
    [InlineData("1\u2019234.50", "1234.50")]
    [InlineData("1.234.567", "1234567")]
    [InlineData("1,234", "1234")]
    [InlineData("1,234,567.891", "1234567.891")]
    [InlineData("\u20B912,34,567.80", "1234567.80")]
    [InlineData("12,5", "12.5")]
    [InlineData("0.99", "0.99")]
    [InlineData("$.99", "0.99")]
    [InlineData("$0.125", "0.125")]
    [InlineData("0,125 \u20AC", "0.125")]
    [InlineData("1234.567", "1234.567")]
    [InlineData("0.1255", "0.1255")]
    [InlineData("7", "7")]
    [InlineData("007.50", "7.50")]
    [InlineData("1.234,-", "1234")]
    [InlineData("24.\u2013 Fr.", "24")]
    [InlineData("1.234 \u20AC", "1234")]
    [InlineData("1.234 kr", "1234")]
    [InlineData("KWD 1.2345", "1.2345")]
    [InlineData("\u0661\u066C\u0662\u0663\u0664\u066B\u0665\u0660", "1234.50")]
    [InlineData("\uFF12\uFF14\uFF0E\uFF15\uFF10", "24.50")]
    public void Read_ThousandsAndCents_AreToldByTheShape(string text, string amount) => AssertIs(amount, text);

    [Theory] // minus
    [InlineData("-$24.00", "-24")]
    [InlineData("$-24.00", "-24")]
    [InlineData("- $24.00", "-24")]
    [InlineData("$ -24.00", "-24")]
    [InlineData("\u2212$24.00", "-24")]
    [InlineData("\u201324,00 \u20AC", "-24")]
    [InlineData("24.00-", "-24")]
    [InlineData("24.00 -", "-24")]
    [InlineData("1.234,50- EUR", "-1234.50")]
    [InlineData("24.00 EUR-", "-24")]
    [InlineData("(24.00)", "-24")]
    [InlineData("($24.00)", "-24")]
    [InlineData("$(24.00)", "-24")]
    [InlineData("(1.234,50) EUR", "-1234.50")]
    [InlineData("(USD 24.00)", "-24")]
    [InlineData("Balance: ($24.00)", "-24")]
    [InlineData("Balance: - 24.00", "-24")]
    [InlineData("Balance -$24.00", "-24")]
    [InlineData("Balance\u2212$24.00", "-24")]
    [InlineData("EUR -24,00", "-24")]
    [InlineData("\u200E-$24.00", "-24")]
    [InlineData("+24.00", "24")]
    [InlineData("-0.00", "0")]
    public void Read_Minus_IsReadInEverySpelling(string text, string amount) => AssertIs(amount, text);

    [Theory] // currencies, words and further numbers
    [InlineData("EUR24.50", "24.50")]
    [InlineData("24.50EUR", "24.50")]
    [InlineData("US$24", "24")]
    [InlineData("R$ 24,50", "24.50")]
    [InlineData("R24.50", "24.50")]
    [InlineData("Rs.500", "500")]
    [InlineData("S/. 24.50", "24.50")]
    [InlineData("24,50 z\u0142", "24.50")]
    [InlineData("Price: $24,995.", "24995")]
    [InlineData("Price$24,995", "24995")]
    [InlineData("$24,995 (2 left)", "24995")]
    [InlineData("24,995 (2 left)", "24995")]
    [InlineData("(2 left) $24,995", "24995")]
    [InlineData("Office 12: $24", "24")]
    [InlineData("$24,995.00, was $26,500.00", "24995.00")]
    [InlineData("$299 / month for 36 months", "299")]
    [InlineData("$299/month", "299")]
    [InlineData("$24.99 - in stock", "24.99")]
    [InlineData("5% off: $24", "24")]
    [InlineData("2 $24", "24")]
    [InlineData("1.234", "1234", ',')]
    [InlineData("1.234", "1.234", '.')]
    [InlineData("$1,234", "1.234", ',')]
    public void Read_WhatStandsAround_IsToldFromTheAmount(string text, string amount, char? mark = null) => AssertIs(amount, text, mark);

    [Theory] // what may mean two things
    [InlineData("$1.5M")]
    [InlineData("$1.5 million")]
    [InlineData("1,5 Mio. \u20AC")]
    [InlineData("24k")]
    [InlineData("\u20AC2bn")]
    [InlineData("1.5e6")]
    [InlineData("1.234")]
    [InlineData("$1.234")]
    [InlineData("1.234 USD")]
    [InlineData("1,234 KWD")]
    [InlineData("24.00 CR")]
    [InlineData("24,00 S")]
    [InlineData("Price - $24.00")]
    [InlineData("Total-24.00")]
    [InlineData("Price ($24.00)")]
    [InlineData("-(24.00)")]
    [InlineData("-24.00-")]
    [InlineData("--24.00")]
    [InlineData("\u00B124.00")]
    [InlineData("$10-$20")]
    [InlineData("$10 \u2013 $20")]
    [InlineData("10-20")]
    [InlineData("$24 99")]
    [InlineData("24\u20AC50")]
    [InlineData("24\u20AC 50")]
    [InlineData("24\u00B750")]
    [InlineData("24\u2079\u2079")]
    [InlineData("24 \u00BD")]
    [InlineData("1.2.3")]
    [InlineData("1,23,45")]
    [InlineData("1 234 56")]
    [InlineData("1'23")]
    [InlineData("2026-11-28")]
    [InlineData("12:30")]
    [InlineData("25%")]
    [InlineData("A4")]
    [InlineData("No.24")]
    [InlineData("1.234,56", '.')]
    [InlineData("99999999999999999999999999999999999999")]
    public void Read_WhatMayMeanTwoThings_IsAnErrorAndNoGuess(string text, char? mark = null)
    {
        ItemEndedException ended = Assert.Throws<ItemEndedException>(() => MoneyReading.Read(text, mark));

        Assert.StartsWith("an amount says '", Assert.IsType<ItemOutcome.SiteChanged>(ended.Outcome).Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("call for price")]
    [InlineData("$ -.--")]
    [InlineData("(-)")]
    public void Read_NoNumber_IsNull(string text) => Assert.Null(MoneyReading.Read(text));

    [Fact]
    public void Read_AnotherMark_IsAnErrorOfTheScript() => Assert.Throws<ArgumentException>(() => MoneyReading.Read("24", ';'));

    private static void AssertIs(string amount, string text, char? mark = null) =>
        Assert.Equal(decimal.Parse(amount, CultureInfo.InvariantCulture), MoneyReading.Read(text, mark));
}
