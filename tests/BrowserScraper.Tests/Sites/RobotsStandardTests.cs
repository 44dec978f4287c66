using System.Text;
using BrowserScraper.Sites;

namespace BrowserScraper.Tests.Sites;

/// <summary>What the text of RFC 9309 makes of a file, row by row. Who asks is BrowserScraper.</summary>
public sealed class RobotsStandardTests
{
    [Theory] // 2.2: lines
    [InlineData("User-agent: *\rDisallow: /s\r", "/s", false)]
    [InlineData("User-agent: *\r\nDisallow: /s\r\n", "/s", false)]
    [InlineData("User-agent: *\n\rDisallow: /s", "/s", false)]
    [InlineData("\uFEFFUser-agent: *\nDisallow: /s", "/s", false)]
    [InlineData(" \tUSER-AGENT \t:\t*\t\n\tdisALLOW : /s \t", "/s", false)]
    [InlineData("User-agent:*\nDisallow:/s", "/s", false)]
    [InlineData("# User-agent: x\nUser-agent: * # all\nDisallow: /s # no", "/s", false)]
    [InlineData("User-agent: *\nDisallow: /#s", "/s", false)]
    [InlineData("User-agent *\nDisallow /s", "/s", true)]
    [InlineData("<!doctype html><title>Not found: nothing</title>", "/s", true)]
    [InlineData("User-agent: *\nDisallow: /a:b", "/a:b", false)]
    public void Allows_LinesAsTheyAre_AreRead(string file, string path, bool allowed) => AssertAllows(file, path, allowed);

    [Theory] // 2.2.1: whose group it is
    [InlineData("User-agent: BrowserScraper\nDisallow: /s", "/s", false)]
    [InlineData("User-agent: browserscraper\nDisallow: /s", "/s", false)]
    [InlineData("User-agent: BrowserScraper/1.0\nDisallow: /s\n\nUser-agent: *\nAllow: /", "/s", false)]
    [InlineData("User-agent: BrowserScraper (+https://a.example)\nDisallow: /s", "/s", false)]
    [InlineData("User-agent: BrowserScraperX\nDisallow: /s", "/s", true)]
    [InlineData("User-agent: Browser\nDisallow: /s", "/s", true)]
    [InlineData("User-agent: BrowserScraper-Images\nDisallow: /s", "/s", true)]
    [InlineData("User-agent: X BrowserScraper\nDisallow: /s", "/s", true)]
    [InlineData("User-agent: *bot\nDisallow: /s", "/s", true)]
    [InlineData("User-agent:\nDisallow: /s", "/s", true)]
    [InlineData("User-agent: *\nDisallow: /s\n\nUser-agent: BrowserScraper\nDisallow: /x", "/s", true)]
    [InlineData("User-agent: BrowserScraper\nDisallow: /x\n\nUser-agent: *\nDisallow: /s", "/s", true)]
    [InlineData("User-agent: *\nDisallow: /s\n\nUser-agent: BrowserScraper", "/s", true)] // a group without rules
    [InlineData("User-agent: *\nDisallow: /s\n\nUser-agent: BrowserScraper\nDisallow:", "/s", true)]
    [InlineData("Disallow: /s\nUser-agent: *\nDisallow: /x", "/s", true)]
    [InlineData("User-agent: *\nDisallow: /x\n\nUser-agent: other\nDisallow: /y\n\nUser-agent: *\nDisallow: /s", "/s", false)]
    [InlineData("User-agent: BrowserScraper\nDisallow: /x\n\nUser-agent: BrowserScraper\nDisallow: /s", "/x", false)]
    [InlineData("User-agent: other\nUser-agent: BrowserScraper\n\n\nUser-agent: third\nDisallow: /s", "/s", false)]
    [InlineData("User-agent: other\nCrawl-delay: 10\nUser-agent: *\nDisallow: /s", "/s", false)]
    [InlineData("User-agent: *\nCrawl-delay: 10\nUser-agent: other\nDisallow: /s", "/s", false)] // other records end nothing
    [InlineData("User-agent: *\nSitemap: https://a.example/s\nDisallow: /s", "/s", false)]
    [InlineData("User-agent: *\nDisallow:\nUser-agent: other\nDisallow: /s", "/s", true)] // an empty rule is a rule
    public void Allows_Groups_AreThoseOfTheProduct(string file, string path, bool allowed) => AssertAllows(file, path, allowed);

    [Theory] // 2.2.2: which rule decides
    [InlineData("Allow: /s\nDisallow: /", "/s", true)]
    [InlineData("Disallow: /\nAllow: /s", "/s", true)]
    [InlineData("Disallow: /s/x\nAllow: /s", "/s/x1", false)]
    [InlineData("Disallow: /s\nAllow: /s", "/s", true)]
    [InlineData("Allow: /s\nDisallow: /s", "/s", true)]
    [InlineData("Allow: /page\nDisallow: /*.htm", "/page.htm", false)]
    [InlineData("Allow: /*page\nDisallow: /a", "/a/page", true)]
    [InlineData("Disallow: /", "/robots.txt", true)]
    [InlineData("Disallow: /S", "/s", true)]
    [InlineData("Disallow: s", "/s", true)]
    [InlineData("Disallow: /s", "/search", false)]
    [InlineData("Disallow: /s/", "/s", true)]
    [InlineData("Disallow: /s?q=", "/s?q=cat&n=2", false)]
    public void Allows_SeveralRules_TheLongestDecidesAndAllowWinsATie(string rules, string path, bool allowed) =>
        AssertAllows($"User-agent: *\n{rules}", path, allowed);

    [Theory] // 2.2.2: percent-encoding
    [InlineData("/\u00FCbersicht", "/\u00FCbersicht", false)]
    [InlineData("/\u00FCbersicht", "/%c3%bcbersicht", false)]
    [InlineData("/%C3%BCbersicht", "/\u00FCbersicht", false)]
    [InlineData("/s/b%c3%basqueda", "/s/b%C3%BAsqueda?q=x", false)]
    [InlineData("/\u30C4", "/%E3%83%84", false)]
    [InlineData("/\U0001F600", "/%F0%9F%98%80", false)]
    [InlineData("/%62%61%7A", "/baz", false)]
    [InlineData("/b%61z%2dx%7E", "/baz-x~", false)]
    [InlineData("/a%2fb", "/a/b", true)]
    [InlineData("/a/b", "/a%2Fb", true)]
    [InlineData("/a%2Fb", "/a%2fb", false)]
    [InlineData("/a b", "/a%20b", false)]
    [InlineData("/100%", "/100%25", false)]
    [InlineData("/f?baz=http://a.example", "/f?baz=http%3A%2F%2Fa.example", false)]
    [InlineData("/f?baz=http%3A%2F%2Fa.example", "/f?baz=http://a.example", false)]
    [InlineData("/f?a%26b", "/f?a&b", true)]
    [InlineData("/%E9", "/\u00E9", true)]
    public void Allows_PercentSigns_AreComparedInOneSpelling(string rule, string path, bool allowed) =>
        AssertAllows($"User-agent: *\nDisallow: {rule}", path, allowed);

    [Theory] // 2.2.3: * and $
    [InlineData("/*.php$", "/a/b.php", false)]
    [InlineData("/*.php$", "/a.php5", true)]
    [InlineData("/*.php$", "/a.php/b.php", false)]
    [InlineData("/s$", "/s", false)]
    [InlineData("/s$", "/s?q", true)]
    [InlineData("/$", "/", false)]
    [InlineData("*", "/s", false)]
    [InlineData("*/s", "/a/s", false)]
    [InlineData("/a*b*c", "/axbyc", false)]
    [InlineData("/a*b*c", "/axcyb", true)]
    [InlineData("/a***b$", "/ab", false)]
    [InlineData("/a*ab$", "/ab", true)]
    [InlineData("/a$b", "/a$b", false)]
    [InlineData("/a%24", "/a$", false)]
    [InlineData("/a%2Ab", "/a*b", false)]
    [InlineData("/a%2Ab", "/axb", true)]
    [InlineData("/a.b", "/axb", true)]
    public void Allows_StarAndDollar_StandForAnythingAndTheEnd(string rule, string path, bool allowed) =>
        AssertAllows($"User-agent: *\nDisallow: {rule}", path, allowed);

    [Theory] // 2.5: how much is read
    [InlineData(0, false)]
    [InlineData(RobotsRules.MostBytes - 40, false)]
    [InlineData(RobotsRules.MostBytes - 20, true)] // the line breaks off: "Disallow: /" would forbid everything
    [InlineData(RobotsRules.MostBytes + 10, true)]
    public void Parse_LongFile_ReadsWholeLinesOfTheFirst500Kibibytes(int before, bool allowed)
    {
        byte[] file =
            [.. Encoding.UTF8.GetBytes($"User-agent: *\n{new string('#', before)}\nDisallow: /search\n"), .. new byte[100]
            .Select(_ => (byte)'\n')];

        Assert.Equal(allowed, RobotsRules.Parse(file).Allows(new Uri("https://a.example/search")));
        Assert.True(RobotsRules.Parse(file).Allows(new Uri("https://a.example/other")));
    }

    private static void AssertAllows(string file, string path, bool allowed) =>
        Assert.Equal(allowed, RobotsRules.Parse(Encoding.UTF8.GetBytes(file)).Allows(new Uri($"https://a.example{path}")));
}
