using BrowserScraper.Session;
using Microsoft.Playwright;

namespace BrowserScraper.Tests.Session;

public sealed class SetCookieTests
{
    private static readonly DateTimeOffset Now = new(2025, 10, 2, 14, 30, 0, TimeSpan.Zero);
    private static readonly Uri Address = new("https://files.one.example/stickers/2025/a.pdf");

    [Fact]
    public void Parse_AllAttributes_AreTaken()
    {
        Cookie cookie = Parse("sid = a=b ; Path=/x; Domain=one.example; Secure; HttpOnly; SameSite=lax")!;

        Assert.Equal(("sid", "a=b", "/x", ".one.example"), (cookie.Name, cookie.Value, cookie.Path, cookie.Domain));
        Assert.True(cookie.Secure);
        Assert.True(cookie.HttpOnly);
        Assert.Equal(SameSiteAttribute.Lax, cookie.SameSite);
    }

    [Fact]
    public void Parse_NoAttributes_IsAHostsSessionCookieBelowTheAddress()
    {
        Cookie cookie = Parse("sid=1")!;

        Assert.Equal(("files.one.example", "/stickers/2025"), (cookie.Domain, cookie.Path));
        Assert.Null(cookie.Expires);
        Assert.Null(cookie.Secure);
    }

    [Theory]
    [InlineData("")]
    [InlineData("no cookie")]
    [InlineData("=nameless")]
    [InlineData("; Path=/")]
    public void Parse_NoCookieInIt_IsNull(string line) => Assert.Null(Parse(line));

    [Theory]
    [InlineData("sid=1; Path=", "/stickers/2025")]
    [InlineData("sid=1; Path=relative", "/stickers/2025")]
    [InlineData("sid=1; Path=/a; Path=/b", "/b")]
    public void Parse_Path_FallsBackToTheAddress(string line, string path) => Assert.Equal(path, Parse(line)!.Path);

    [Theory]
    [InlineData("https://one.example/a", "/")]
    [InlineData("https://one.example", "/")]
    [InlineData("https://one.example/a/", "/a")]
    public void Parse_DefaultPath_IsTheFolder(string address, string path) =>
        Assert.Equal(path, SetCookie.Parse("sid=1", new Uri(address), Now)!.Path);

    [Theory]
    [InlineData("sid=1; Domain=two.example")]
    [InlineData("sid=1; Domain=.deep.files.one.example")]
    [InlineData("sid=1; Domain=les.one.example")]
    public void Parse_DomainOfAnother_IsRefusedAsABrowserDoes(string line) => Assert.Null(Parse(line));

    [Theory]
    [InlineData("sid=1; Domain=.ONE.example", ".one.example")]
    [InlineData("sid=1; Domain=files.one.example", ".files.one.example")]
    [InlineData("sid=1; Domain=", "files.one.example")]
    public void Parse_DomainOfItsOwn_IsTaken(string line, string domain) => Assert.Equal(domain, Parse(line)!.Domain);

    [Fact]
    public void Parse_DomainIsTheAddressItself_StaysThatHosts() =>
        Assert.Equal("127.0.0.1", SetCookie.Parse("sid=1; Domain=127.0.0.1", new Uri("http://127.0.0.1:5000/"), Now)!.Domain);

    [Theory]
    [InlineData("sid=1; Max-Age=30", 30)]
    [InlineData("sid=1; Max-Age=3600; Expires=Thu, 02 Oct 2025 14:30:10 GMT", 3600)]
    [InlineData("sid=1; Expires=Thu, 02 Oct 2025 14:31:00 GMT", 60)]
    [InlineData("sid=1; Expires=Thu, 02-Oct-2025 14:31:00 GMT", 60)]
    public void Parse_Lifetime_EndsNoSoonerThanTheSiteSaidAndWithinMinutesOfIt(string line, int seconds)
    {
        // Playwright takes the time as a float, which at this size counts in steps of 128 s.
        double left = (double)Parse(line)!.Expires!.Value - Now.ToUnixTimeSeconds();

        Assert.InRange(left, seconds, seconds + 128);
    }

    [Theory]
    [InlineData("sid=; Max-Age=0")]
    [InlineData("sid=; Max-Age=-1")]
    [InlineData("sid=; Max-Age=-9223372036854775808")]
    [InlineData("sid=; Expires=Thu, 01 Jan 1970 00:00:00 GMT")]
    [InlineData("sid=; Expires=Thu, 02 Oct 2025 14:29:59 GMT")]
    public void Parse_CookieTakenBack_HasExpiredLongAgoAndIsPositive(string line) =>
        Assert.InRange((double)Parse(line)!.Expires!.Value, 1, Now.ToUnixTimeSeconds() - 1000);

    [Theory]
    [InlineData("sid=1; Max-Age=9223372036854775807")]
    [InlineData("sid=1; Expires=Fri, 31 Dec 9999 23:59:59 GMT")]
    public void Parse_AbsurdLifetime_IsWhatABrowserGrants(string line) =>
        Assert.InRange((double)Parse(line)!.Expires!.Value - Now.ToUnixTimeSeconds(), 399 * 86_400, 401 * 86_400);

    private static Cookie? Parse(string line) => SetCookie.Parse(line, Address, Now);
}
