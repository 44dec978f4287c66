using BrowserScraper.Sites;

namespace BrowserScraper.Tests.Sites;

public sealed class SiteAddressesTests
{
    [Theory]
    [InlineData("http://localhost:8082/", "http://localhost:9/", "http://localhost:8082/vehicles/1?a=b",
        "http://localhost:9/vehicles/1?a=b")]
    [InlineData("http://localhost:8082/", "http://localhost:9/", "http://gallery.localhost:8082/full/1.jpg?w=2",
        "http://gallery.localhost:9/full/1.jpg?w=2")]
    [InlineData("http://localhost:8082/", "http://localhost:9/", "http://gallery.localhost:8083/full/1.jpg",
        "http://gallery.localhost:8083/full/1.jpg")]
    [InlineData("https://shop.example/", "https://shop.example/", "https://cdn.example/1.jpg", "https://cdn.example/1.jpg")]
    public void Found_AfterTheSiteHasMoved_MovesWhatIsTheSites(string site, string moved, string address, string found) =>
        Assert.Equal(found, new SiteAddresses(new(moved)).Found(new SiteAddresses(new(site)).Kept(new(address)))!.AbsoluteUri);

    [Fact]
    public void Kept_NoAddress_IsNone() =>
        Assert.Null(new SiteAddresses(new("http://a.example/")).Found(new SiteAddresses(new("http://a.example/")).Kept(null)));
}
