using BrowserScraper.Items;

namespace BrowserScraper.Tests.Items;

public sealed class AddressLoginTests
{
    [Theory]
    [InlineData("http://user:pass@host/x", "http://host/x", "user", "pass")]
    [InlineData("https://user:pass@host:8443/x?y=a@b#c", "https://host:8443/x?y=a@b#c", "user", "pass")]
    [InlineData("HTTP://user@host/", "http://host/", "user", "")]
    [InlineData("http://:pass@host/", "http://host/", "", "pass")]
    [InlineData("http://us%65r:p%40ss%3A%2F%25@host/", "http://host/", "user", "p@ss:/%")]
    [InlineData("http://user:a:b@host/", "http://host/", "user", "a:b")]
    [InlineData("http://%C3%BCser:p%C3%A4ss@host/", "http://host/", "üser", "päss")]
    [InlineData("http://user:pass@[::1]:81/", "http://[::1]:81/", "user", "pass")]
    public void Split_AddressWithLogin_TakesItOut(string address, string plain, string user, string password)
    {
        Assert.Equal(plain, AddressLogin.Split(new(address), out HttpLogin? login).AbsoluteUri);
        Assert.Equal(new HttpLogin(user, password), login);
    }

    [Theory]
    [InlineData("http://host/x@y")]
    [InlineData("http://host/?mail=a:b@c")]
    [InlineData("mailto:user@host")]
    [InlineData("ftp://user:pass@host/")]
    public void Split_AddressWithout_IsTheSame(string address)
    {
        Uri given = new(address);

        Assert.Same(given, AddressLogin.Split(given, out HttpLogin? login));
        Assert.Null(login);
    }

    [Fact]
    public void In_TextWithSeveral_FindsThemAsABrowserReadsThem()
    {
        IReadOnlyList<Uri> found = AddressLogin.In(
            "http://user:p@ss@one.example/x, https://two.example/y@z and (https://a:b@three.example:8443)");

        Assert.Equal(["http://one.example", "https://three.example:8443"], found.Select(address => HttpLogins.OriginOf(address)));
        AddressLogin.Split(found[0], out HttpLogin? login);
        Assert.Equal(new HttpLogin("user", "p@ss"), login);
    }

    [Theory]
    [InlineData("401 for http://user:pass@host/x: no", "401 for http://host/x: no")]
    [InlineData("(https://a:b@one.example) and http://c@two.example/?d", "(https://one.example) and http://two.example/?d")]
    [InlineData("""{"address":"http:\/\/a:b@c"}""", """{"address":"http:\/\/a:b@c"}""")]
    [InlineData("http://host, ask user@host", "http://host, ask user@host")]
    [InlineData("https://host/@user/status", "https://host/@user/status")]
    [InlineData("nothing", "nothing")]
    public void RemovedFrom_Text_LosesThemAndNothingElse(string text, string expected) =>
        Assert.Equal(expected, AddressLogin.RemovedFrom(text));
}
