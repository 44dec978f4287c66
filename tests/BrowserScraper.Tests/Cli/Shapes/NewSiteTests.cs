using BrowserScraper.Cli.Shapes;
using BrowserScraper.Items;

namespace BrowserScraper.Tests.Cli.Shapes;

public sealed class NewSiteTests
{
    [Theory]
    [InlineData("my-site", "MySite")]
    [InlineData("orders", "OrdersSite")]
    [InlineData("acme-2-orders", "Acme2OrdersSite")]
    [InlineData("site", "Site")]
    [InlineData("scraper", "ScraperSite")] // as all others, none is called like something that a script uses
    public void ClassName_OfAName_EndsInSite(string name, string expected) => Assert.Equal(expected, NewSite.Of(name, []).ClassName);

    [Theory]
    [InlineData(null, "say what the script is to be called")]
    [InlineData("", "lower-case words")]
    [InlineData("My-Site", "lower-case words")]
    [InlineData("my_site", "lower-case words")]
    [InlineData("../my-site", "lower-case words")]
    [InlineData("my-site.cs", "lower-case words")]
    [InlineData("-x", "lower-case words")]
    [InlineData("store", "STORE_PASSWORD")]
    [InlineData("service", "cannot be a job's folder")]
    public void Of_NameThatCannotBe_SaysWhy(string? name, string why)
    {
        RunStopException refused = Assert.Throws<RunStopException>(() => NewSite.Of(name, []));

        Assert.Equal(StopReason.BadUsage, refused.Reason);
        Assert.Contains(why, refused.Message, StringComparison.Ordinal);
    }
}
