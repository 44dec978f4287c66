using BrowserScraper.Redaction;

namespace BrowserScraper.Tests.Redaction;

/// <summary>How addresses stand in lines for people.</summary>
public sealed class ToldAddressTests
{
    [Theory]
    [InlineData("500 for https://shop.example/deny?sid=1234", "500 for https://shop.example/deny")]
    [InlineData("it failed (https://shop.example/a?b=c); trying again", "it failed (https://shop.example/a); trying again")]
    [InlineData("'https://shop.example/a?b=c' and https://shop.example/d?e=(f)g, both",
        "'https://shop.example/a' and https://shop.example/d, both")]
    [InlineData("net::ERR_ABORTED at https://shop.example:8443/x/y?a=1#top", "net::ERR_ABORTED at https://shop.example:8443/x/y#top")]
    [InlineData("wss://shop.example/socket?token=abc closed", "wss://shop.example/socket closed")]
    [InlineData("https://shop.example/#/item/7?tab=2 is shown", "https://shop.example/#/item/7?tab=2 is shown")]
    [InlineData("https://shop.example/cb#access_token=abcdef&state=1", "https://shop.example/cb#access_token=...&state=1")]
    [InlineData("https://shop.example/a;jsessionid=0A1B2C3D?x=1", "https://shop.example/a;jsessionid=...")]
    [InlineData("<a href=\"https://shop.example/a?b=c\">", "<a href=\"https://shop.example/a\">")]
    [InlineData("GET /deny?sid=1234&page=2 was refused", "GET /deny?sid=...&page=2 was refused")]
    [InlineData("Connection refused (https://shop.example/file?sid=c+o&o'k<i>e%3A(v)&token=t)",
        "Connection refused (https://shop.example/file)")]
    [InlineData("see <https://shop.example/a?b=c>, please", "see <https://shop.example/a>, please")]
    [InlineData("nothing at all: 5 > 4 && key = 3", "nothing at all: 5 > 4 && key = 3")]
    public void In_LineWithAddresses_TellsNoQuery(string line, string told) => Assert.Equal(told, ToldAddress.In(line));

    [Theory]
    [InlineData("404 for https://wiki.example/index.php?title=Foo", "404 for https://wiki.example/index.php?title=Foo")]
    [InlineData("404 for https://wiki.example/index.php?title=Foo&sid=12ab&PHPSESSID=34",
        "404 for https://wiki.example/index.php?title=Foo&sid=...&PHPSESSID=...")]
    [InlineData("404 for https://wiki.example/index.php?title=Foo: gone", "404 for https://wiki.example/index.php?title=Foo: gone")]
    [InlineData("led to https://wiki.example/login.php?title=Foo", "led to https://wiki.example/login.php")]
    public void In_TheItemsOwnAddress_KeepsItsQueryWithoutCredentials(string line, string told) =>
        Assert.Equal(told, ToldAddress.In(line, new("https://wiki.example/index.php?title=Foo&sid=12ab")));

    [Theory]
    [InlineData("sid"), InlineData("PHPSESSID"), InlineData("JSESSIONID"), InlineData("session"), InlineData("session_id"),
        InlineData("token"), InlineData("access_token"), InlineData("csrfToken")]
    [InlineData("sig"), InlineData("signature"), InlineData("key"), InlineData("api_key"), InlineData("apikey"), InlineData("auth"),
        InlineData("authorization"), InlineData("code")]
    [InlineData("password"), InlineData("passwd"), InlineData("pwd"), InlineData("client_secret"), InlineData("X-Amz-Signature"),
        InlineData("X-Amz-Credential"), InlineData("X-Goog-Signature"), InlineData("jwt")]
    [InlineData("AWSAccessKeyId"), InlineData("Key-Pair-Id"), InlineData("Policy"), InlineData("SAMLResponse"), InlineData("ticket"),
        InlineData("otp")]
    public void MaskedIn_NameOfACredential_LosesItsValue(string name)
    {
        Assert.Equal($"/a?x=1&{name}=...&y=2", CredentialNames.MaskedIn($"/a?x=1&{name}=v%2Fa+l&y=2"));
        Assert.Equal($"/a?{name}=...&amp;y=2", CredentialNames.MaskedIn($"/a?{name}=value&amp;y=2"));
        Assert.Equal($"/a?back=%2Fb%3F{name}%3D...%26y%3D2", CredentialNames.MaskedIn($"/a?back=%2Fb%3F{name}%3Dvalue%26y%3D2"));
    }

    [Theory]
    [InlineData("author"), InlineData("keyword"), InlineData("page"), InlineData("id"), InlineData("state"), InlineData("s"),
        InlineData("q"), InlineData("zipcode"), InlineData("side"), InlineData("monkey")]
    public void MaskedIn_AnotherName_KeepsItsValue(string name) =>
        Assert.Equal($"/a?{name}=value&y=2", CredentialNames.MaskedIn($"/a?{name}=value&y=2"));
}
