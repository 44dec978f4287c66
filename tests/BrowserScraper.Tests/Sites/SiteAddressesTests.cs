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

    /// <summary>What is kept is what the same run opens.</summary>
    [Theory]
    [InlineData("https://a.example/", "https://app.a.example/#/item/7")]
    [InlineData("https://a.example/", "https://a.example/x?y=z#/item/7")]
    [InlineData("https://a.example/", "https://a.example//x")]
    [InlineData("https://a.example/app/", "https://a.example/x")]
    [InlineData("https://a.example/app/", "https://a.example/app/x:y")]
    [InlineData("https://a.example/", "https://a.example/a%2Fb%20c")]
    [InlineData("https://a.example/", "https://user@a.example/x")]
    public void Found_TheSiteIsWhereItWas_IsTheSame(string site, string address)
    {
        SiteAddresses addresses = new(new(site));

        Assert.Equal(address, addresses.Found(addresses.Kept(new(address)))!.AbsoluteUri);
    }

    [Fact]
    public void Kept_NoAddress_IsNone() =>
        Assert.Null(new SiteAddresses(new("http://a.example/")).Found(new SiteAddresses(new("http://a.example/")).Kept(null)));
}
