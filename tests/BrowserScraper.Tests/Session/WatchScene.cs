using BrowserScraper.Items;
using BrowserScraper.Session;
using Microsoft.Extensions.Time.Testing;
using Microsoft.Playwright;

namespace BrowserScraper.Tests.Session;

/// <summary>A rotation watch, and the answers of a site at <c>portal.example</c>.</summary>
internal sealed class WatchScene
{
    public static readonly Uri Home = new("http://portal.example/home");

    private readonly FakeTimeProvider clock = new();

    public WatchScene(params string[] named) =>
        Watch = new(Home, [.. named.Select(request => TokenScope.Named.Below(Home, request, anyKind: true))], clock);

    public RotationWatch Watch { get; }

    public List<TokenNews> News { get; } = [];

    /// <summary>What is known of the cookie <c>tok</c>.</summary>
    public TokenFinding? Found => FoundOf("tok");

    public TokenFinding? FoundOf(string cookie) => Watch.Findings.FirstOrDefault(finding => finding.Cookie == cookie);

    public void Pass(double seconds) => clock.Advance(TimeSpan.FromSeconds(seconds));

    /// <summary>An answer that came at once.</summary>
    public void Answer(
        string path, string? came = null, string? sets = null, int status = 200, string cookie = "tok", string of = "/",
        bool isDocument = true, string? location = null)
    {
        TokenAnswer answer = new(new Uri(Home, path), status, "page 1")
        {
            Carried = came is null ? [] : [new(cookie, TokenDigest.Of(came), Home.Host, of)],
            Set = sets is null ? [] : [Cookie(sets, cookie, of)],
            Left = clock.GetUtcNow(),
            At = clock.GetUtcNow(),
            IsDocument = isDocument,
            Location = location is null ? null : new(Home, location),
        };
        News.AddRange(Watch.Observe(answer));
        clock.Advance(TimeSpan.FromMilliseconds(1));
    }

    /// <summary>An answer that replaces two cookies at once.</summary>
    public void AnswerBoth(
        string path, (string Name, string Path, string Came, string Sets) one, (string Name, string Path, string Came, string Sets) other)
    {
        TokenAnswer answer = new(new Uri(Home, path), 200, "page 1")
        {
            Carried = [new(one.Name, TokenDigest.Of(one.Came), Home.Host, one.Path),
                new(other.Name, TokenDigest.Of(other.Came), Home.Host, other.Path)],
            Set = [Cookie(one.Sets, one.Name, one.Path), Cookie(other.Sets, other.Name, other.Path)],
            Left = clock.GetUtcNow(),
            At = clock.GetUtcNow(),
        };
        News.AddRange(Watch.Observe(answer));
        clock.Advance(TimeSpan.FromMilliseconds(1));
    }

    /// <summary>Somebody signs in: the form is shown, sent and answered with a new value.</summary>
    public void SignIn(string? came, string sets)
    {
        Answer("/sign-in", came);
        Watch.SigningIn();
        Answer("/sign-in", came, sets, status: 302);
        News.AddRange(Watch.SignedIn());
    }

    private static Cookie Cookie(string value, string name, string path) =>
        new() { Name = name, Value = value, Domain = Home.Host, Path = path, HttpOnly = true };
}
