using System.Text.Json.Nodes;
using BrowserScraper.Items;
using BrowserScraper.Session;
using BrowserScraper.Testing;
using BrowserScraper.Tests.Browsers;
using Microsoft.Playwright;

namespace BrowserScraper.Tests.Session;

public sealed class SessionStoreTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly List<string> told = [];

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Load_AfterASave_GivesTheSavedState()
    {
        await using (SessionStore first = Open())
        {
            await first.SaveAsync("""{"cookies":[],"origins":["a"]}""");
        }

        await using SessionStore second = Open();

        Assert.Equal("""{"cookies":[],"origins":["a"]}""", second.Current);
        Assert.Empty(told);
    }

    [Fact]
    public async Task Current_WhileCookiesAreTakenOver_IsWholeEachTime()
    {
        await using SessionStore store = Open();
        await store.SaveAsync("""{"cookies":[],"origins":[]}""");
        Fake<IBrowserContext> context = Fakes.Of<IBrowserContext>().Answers(
            "CookiesAsync",
            _ => Task.FromResult<IReadOnlyList<BrowserContextCookiesResult>>(
                    [new() { Name = "a", Value = "1", Domain = "x", Path = "/" }]));
        using CancellationTokenSource over = new();
        Task reading = Task.Run(() =>
        {
            while (!over.IsCancellationRequested)
            {
                Assert.NotNull(JsonNode.Parse(store.Current!)!["cookies"]);
            }
        }, TestContext.Current.CancellationToken);

        for (int save = 0; save < 200; save++)
        {
            store.SaveCookiesLater(context.It, _ => false);
            await Task.Yield();
        }

        await over.CancelAsync();
        await reading;
    }

    [Fact]
    public async Task Load_FileInUseByAnotherRun_NeitherReadsNorWritesIt()
    {
        await using SessionStore first = Open();
        await first.SaveAsync("""{"cookies":["first"]}""");
        await using SessionStore second = Open();

        Assert.Null(second.Current);
        await second.SaveAsync("""{"cookies":["second"]}""");

        Assert.Equal("""{"cookies":["second"]}""", second.Current); // to carry its own login over
        Assert.Equal(
            """{"cookies":["first"]}""", await File.ReadAllTextAsync(folder["session.json"], TestContext.Current.CancellationToken));
        Assert.Contains("in use by another run", Assert.Single(told), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Load_DamagedFile_SaysSoAndStartsWithoutIt()
    {
        await File.WriteAllTextAsync(folder["session.json"], "{\"cookies\":[", TestContext.Current.CancellationToken);

        await using SessionStore store = Open();

        Assert.Null(store.Current);
        Assert.Contains("cannot be read", Assert.Single(told), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Load_AfterASave_GivesWhatWasFoundOutAboutTokens()
    {
        TokenFinding found =
            new("tok", ".portal.example", "/", TokenKind.OlderStayGood, TokenEvidence.Trial, new(2026, 11, 28, 12, 0, 0, TimeSpan.Zero))
                { Why = "tried", GoodForSeconds = 2.1 };
        await using (SessionStore first = Open())
        {
            first.Findings = () => [found];
            await first.SaveAsync("""{"cookies":[],"origins":[]}""");
        }

        await using SessionStore second = Open();

        Assert.Equal([found], second.Findings());
        Assert.Equal("""{"cookies":[],"origins":[]}""", second.Current); // Playwright need not know
    }

    [Fact]
    public async Task Load_FindingOfAnotherForm_IsLeftOut()
    {
        const string Kept = """
            {"cookies":[],"tokens":[{"cookie":"a"},7,
            {"cookie":"b","domain":"x","path":"/","kind":"later","evidence":"chain","since":"2026-11-28T12:00:00Z"},
            {"cookie":"c","domain":"x","path":"/","kind":"rotates","evidence":"chain","since":"2026-11-28T12:00:00Z","further":1}]}
            """;
        await File.WriteAllTextAsync(folder["session.json"], Kept, TestContext.Current.CancellationToken);

        await using SessionStore store = Open();

        Assert.Equal("c", Assert.Single(store.Findings()).Cookie);
        Assert.Empty(told);
    }

    private SessionStore Open()
    {
        SessionStore store = new(folder["session.json"], told.Add, TimeProvider.System);
        store.Load();
        return store;
    }
}
