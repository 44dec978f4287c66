using BrowserScraper.Items;

namespace BrowserScraper.Tests.Items;

public sealed class HttpLoginsTests
{
    private const string Asked = "Basic realm=\"x\"";

    private static readonly Uri Site = new("https://portal.example/app/");

    private readonly List<string> told = [];

    [Theory]
    [InlineData("https://portal.example/other", true)]
    [InlineData("https://PORTAL.example:443/", true)]
    [InlineData("http://portal.example/", false)]
    [InlineData("https://portal.example:8443/", false)]
    [InlineData("https://files.portal.example/", false)]
    [InlineData("https://portal.example.evil/", false)]
    public void For_LoginOfTheSettings_IsForItsOriginAlone(string address, bool isFor) =>
        Assert.Equal(isFor, Set().For(new Uri(address)) is not null);

    [Fact]
    public void Taken_Item_LosesThemEverywhereAndKeepsThemForTheirOrigin()
    {
        HttpLogins logins = Set();
        WorkItem item = logins.Taken(new WorkItem("http://a:b@one.example/1", new("http://a:b@one.example/1"))
        {
            Title = "from https://c:d@two.example/",
            Data = new Dictionary<string, string> { ["file"] = "http://e:f@three.example/x" },
        });

        Assert.Equal(
            ("http://one.example/1", "http://one.example/1", "from https://two.example/", "http://three.example/x"),
            (item.Key, item.Address!.AbsoluteUri, item.Title, item.Data!["file"]));
        Assert.Equal(
            ("b", "d", "f"),
            (logins.For("http://one.example")!.Password, logins.For("https://two.example")!.Password,
            logins.For("http://three.example")!.Password));
        Assert.Equal(4, logins.Version);
    }

    [Fact]
    public void Taken_AnotherLoginForTheSameOrigin_TheFirstCountsAndItIsToldOnce()
    {
        HttpLogins logins = Set();
        for (int time = 0; time < 3; time++)
        {
            logins.Taken(new Uri("https://someone:else@portal.example/"));
        }

        Assert.Equal("of the settings", logins.For(Site)!.Password);
        Assert.Contains("more than one", Assert.Single(told), StringComparison.Ordinal);
        Assert.DoesNotContain("else", told[0], StringComparison.Ordinal);
    }

    [Fact]
    public void Refusal_OfTheSettings_StopsTheRunAndNamesThem()
    {
        HttpLogins logins = Set();
        Assert.Null(logins.Refusal(Site, Asked)); // it was not even given yet

        logins.Refused("https://portal.example");

        RunStopException stop = Assert.IsType<RunStopException>(logins.Refusal(Site, Asked));
        Assert.Contains("check PORTAL_HTTP_USERNAME and PORTAL_HTTP_PASSWORD", stop.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("of the settings", stop.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Refusal_OfAnotherServersAddress_IsTheItemsAlone()
    {
        HttpLogins logins = Set();
        Uri other = logins.Taken(new Uri("http://a:b@other.example/x"));
        logins.Refused("http://other.example");

        ItemEndedException ended = Assert.IsType<ItemEndedException>(logins.Refusal(other, Asked));
        Assert.IsType<ItemOutcome.Rejected>(ended.Outcome);
    }

    [Theory]
    [InlineData("Basic realm=\"x\"", true)]
    [InlineData("Bearer, Digest realm=\"x\", nonce=\"y\"", true)]
    [InlineData("Bearer realm=\"x\"", false)]
    [InlineData("Negotiate", false)]
    [InlineData("", false)]
    [InlineData(null, false)]
    public void Refusal_NoLogin_CountsWhereTheServerAsksByHttp(string? asked, bool counts) =>
        Assert.Equal(counts, new HttpLogins(Site, null, "PORTAL_URL").Refusal(Site, asked) is RunStopException);

    [Fact]
    public void Refusal_ServerThatHasAnswered_MeansItsOwnSession()
    {
        HttpLogins logins = new(Site, null, "PORTAL_URL");
        logins.Accepted(Site);

        Assert.Null(logins.Refusal(Site, Asked));
    }

    private HttpLogins Set() => new(Site, new("me", "of the settings"), "PORTAL_URL") { Tell = told.Add };
}
