using BrowserScraper.Items;
using BrowserScraper.Output;

namespace BrowserScraper.Tests.Output;

public sealed class HttpAuthorizationTests
{
    private const string Basic = "Basic realm=\"x\"";
    private const string Digest = "Digest realm=\"x\", nonce=\"y\", qop=\"auth\"";

    private static readonly Uri Site = new("http://portal.example/");
    private static readonly Uri File = new(Site, "files/1.pdf?x=1");

    private readonly HttpLogins logins = new(Site, new("me", "secret"), "PORTAL_URL");
    private readonly HttpAuthorization authorization;

    public HttpAuthorizationTests() => authorization = new(logins);

    [Fact]
    public void HeaderFor_ServerHasNotAsked_IsNone() => Assert.Null(authorization.HeaderFor(File));

    [Fact]
    public void HeaderFor_ServerHasAsked_AnswersBeforehandForItsOriginAlone()
    {
        Assert.True(authorization.IsWorthAnother(Site, [Basic], sent: null, isLast: false));

        Assert.Equal("Basic bWU6c2VjcmV0", authorization.HeaderFor(File));
        Assert.Null(authorization.HeaderFor(new("http://files.portal.example/1.pdf")));
        Assert.Null(authorization.HeaderFor(new("https://portal.example/1.pdf")));
    }

    [Fact]
    public void IsWorthAnother_BothAreOffered_AnswersTheSaferOne()
    {
        authorization.IsWorthAnother(Site, [Basic, Digest], sent: null, isLast: false);

        Assert.StartsWith("Digest username=\"me\"", authorization.HeaderFor(File), StringComparison.Ordinal);
        Assert.Contains("uri=\"/files/1.pdf?x=1\"", authorization.HeaderFor(File), StringComparison.Ordinal);
    }

    [Fact]
    public void IsWorthAnother_DigestIsOutOfDate_IsAnsweredAnewAndThenItIsRefused()
    {
        authorization.IsWorthAnother(Site, [Digest], sent: null, isLast: false);
        string old = authorization.HeaderFor(File)!;

        Assert.True(authorization.IsWorthAnother(File, [Digest.Replace("\"y\"", "\"z\"", StringComparison.Ordinal)], old, isLast: false));
        Assert.Contains("nonce=\"z\"", authorization.HeaderFor(File), StringComparison.Ordinal);
        Assert.Throws<RunStopException>(() => authorization.IsWorthAnother(File, [Digest], authorization.HeaderFor(File), isLast: true));
    }

    [Fact]
    public void IsWorthAnother_SameBasicAgain_IsRefusedAtOnce()
    {
        authorization.IsWorthAnother(Site, [Basic], sent: null, isLast: false);

        Assert.Throws<RunStopException>(() => authorization.IsWorthAnother(File, [Basic], authorization.HeaderFor(File), isLast: false));
    }

    [Theory]
    [InlineData("Bearer")]
    [InlineData("")]
    public void IsWorthAnother_NothingOfHttps_IsTheSitesOwn401(string asked) =>
        Assert.False(authorization.IsWorthAnother(File, asked.Length == 0 ? [] : [asked], sent: null, isLast: false));
}
