using BrowserScraper.Sites;

namespace BrowserScraper.Tests.Sites;

/// <summary>The examples are those of RFC 9309, and what sites make of it.</summary>
public sealed class RobotsRulesTests
{
    [Theory]
    [InlineData("", "/search", true)]
    [InlineData("User-agent: *\nDisallow:", "/search", true)]
    [InlineData("User-agent: *\nDisallow: /search", "/search?q=x", false)]
    [InlineData("User-agent: *\nDisallow: /search", "/full/1.jpg", true)]
    [InlineData("User-agent: *\nDisallow: /\nAllow: /search", "/search?q=x", true)]
    [InlineData("User-agent: *\nAllow: /search\nDisallow: /search", "/search", true)]
    [InlineData("User-agent: *\nDisallow: /*.php$", "/a/b.php", false)]
    [InlineData("User-agent: *\nDisallow: /*.php$", "/a/b.php?x=1", true)]
    [InlineData("User-agent: other\nDisallow: /", "/search", true)]
    [InlineData("User-agent: *\nDisallow: /\n\nUser-agent: browserscraper\nAllow: /", "/search", true)]
    [InlineData("User-agent: a\nUser-agent: BrowserScraper\nDisallow: /search", "/search", false)]
    [InlineData("# a comment\r\nUSER-AGENT: * # all\r\nDisallow: /search # no\r\n", "/search", false)]
    [InlineData("Disallow: /search\nnonsense\nSitemap: https://a.example/map.xml", "/search", true)]
    public void Allows_RulesOfTheFile_AreKept(string file, string path, bool allowed) =>
        Assert.Equal(allowed, RobotsRules.Parse(file).Allows(new Uri($"https://a.example{path}")));
}
