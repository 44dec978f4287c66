using BrowserScraper.Session;

namespace BrowserScraper.Tests.Session;

/// <summary>Which requests a cookie goes to: RFC 6265, sections 5.1.3 and 5.1.4.</summary>
public sealed class TokenScopeTests
{
    [Theory]
    [InlineData("portal.example", "/", "http://portal.example/", true)]
    [InlineData("portal.example", "/", "https://portal.example:8443/a/b?c", true)]
    [InlineData("portal.example", "/", "http://PORTAL.example/", true)]
    [InlineData("portal.example", "/", "http://files.portal.example/", false)]
    [InlineData("portal.example", "/", "http://otherportal.example/", false)]
    [InlineData("portal.example", "/", "http://portal.example.net/", false)]
    [InlineData("portal.example", "/", "http://net/?portal.example/", false)]
    [InlineData(".portal.example", "/", "http://portal.example/", true)]
    [InlineData(".portal.example", "/", "http://files.portal.example/", true)]
    [InlineData(".portal.example", "/", "http://a.files.portal.example/", true)]
    [InlineData(".portal.example", "/", "http://otherportal.example/", false)]
    [InlineData(".0.0.1", "/", "http://127.0.0.1/", false)]
    [InlineData("127.0.0.1", "/", "http://127.0.0.1:5000/", true)]
    [InlineData("[::1]", "/", "http://[::1]:5000/", true)]
    [InlineData("portal.example", "/api/refresh", "http://portal.example/api/refresh", true)]
    [InlineData("portal.example", "/api/refresh", "http://portal.example/api/refresh?all=1", true)]
    [InlineData("portal.example", "/api/refresh", "http://portal.example/api/refresh/", true)]
    [InlineData("portal.example", "/api/refresh", "http://portal.example/api/refresh/now", true)]
    [InlineData("portal.example", "/api/refresh", "http://portal.example/api/refreshed", false)]
    [InlineData("portal.example", "/api/refresh", "http://portal.example/api", false)]
    [InlineData("portal.example", "/api/refresh", "http://portal.example/", false)]
    [InlineData("portal.example", "/api/refresh", "http://portal.example/x/api/refresh", false)]
    [InlineData("portal.example", "/api/refresh", "http://portal.example/API/refresh", false)]
    [InlineData("portal.example", "/app/", "http://portal.example/app/", true)]
    [InlineData("portal.example", "/app/", "http://portal.example/app/x", true)]
    [InlineData("portal.example", "/app/", "http://portal.example/app", false)]
    [InlineData("portal.example", "/", "ws://portal.example/", false)]
    [InlineData("portal.example", "/", "data:text/html,portal.example/", false)]
    public void Covers_Address_AsTheCookieGoes(string domain, string path, string address, bool goes) =>
        Assert.Equal(goes, new TokenScope.OfCookie(domain, path).Covers(new(address)));

    [Theory]
    [InlineData("/api/refresh", "*portal.example*/api/refresh*")]
    [InlineData("/a*b?c\\d", @"*portal.example*/a\*b\?c\\d*")]
    public void FetchPatterns_OfACookie_HoldPagesAndWhatScriptsAskFor(string path, string pattern)
    {
        Dictionary<string, object>[] patterns = [.. new TokenScope.OfCookie(".portal.example", path).FetchPatterns()];

        Assert.Equal([pattern], patterns.Select(each => each["urlPattern"]).Distinct());
        Assert.Equal(
            ["Document", "Fetch", "XHR"], patterns.Select(each => (string)each["resourceType"]).Distinct().Order(StringComparer.Ordinal));
        Assert.Equal(
            ["Request", "Response"], patterns.Select(each => (string)each["requestStage"]).Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Named_WithWildcards_CoversBelowTheSite()
    {
        TokenScope scope = TokenScope.Named.Below(new("http://portal.example/shelf"), "/api/**", anyKind: true);

        Assert.True(scope.Covers(new("http://portal.example/api/books/1")));
        Assert.False(scope.Covers(new("http://portal.example/books/1")));
    }
}
