using BrowserScraper.Session;

namespace BrowserScraper.Tests.Session;

public sealed class SameSiteTests
{
    [Theory]
    [InlineData("https://portal.shop.example/x", "https://files.shop.example/", true)]
    [InlineData("https://shop.example/", "https://a.b.shop.example/", true)]
    [InlineData("https://portal.shop.example/", "http://portal.shop.example/", false)]
    [InlineData("https://shop.example/", "https://other.example/", false)]
    [InlineData("https://a.shop.co.uk/", "https://b.shop.co.uk/", true)]
    [InlineData("https://shop.co.uk/", "https://other.co.uk/", false)]
    [InlineData("http://portal.localhost/", "http://files.portal.localhost/", true)]
    [InlineData("http://127.0.0.1:1/", "http://127.0.0.1:2/", true)]
    [InlineData("http://127.0.0.1/", "http://128.0.0.1/", false)]
    [InlineData("http://localhost/", "http://LOCALHOST:81/", true)]
    [InlineData("about:blank", "https://shop.example/", true)]
    public void Are_TwoAddresses_AsBrowsersMeanIt(string page, string target, bool expected) =>
        Assert.Equal(expected, SameSite.Are(page, new(target)));
}
