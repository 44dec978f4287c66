using BrowserScraper.Browsers;
using BrowserScraper.Items;
using BrowserScraper.Session;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Playwright;

using SessionOptions = BrowserScraper.Session.SessionOptions;

namespace BrowserScraper.BrowserTests.Harness;

/// <summary>
/// A session of several shards on a site that sets what cookies one likes, and whose token is good for one request at <c>/token</c>.
/// </summary>
internal sealed class ShardScene : IAsyncDisposable
{
    private const string SignIn = """
        new Promise(done => {
            localStorage.setItem('name', 'reader');
            document.cookie = 'who=reader';
            const opening = indexedDB.open('shelf', 1);
            opening.onupgradeneeded = () => opening.result.createObjectStore('books');
            opening.onsuccess = () => {
                const writing = opening.result.transaction('books', 'readwrite');
                writing.objectStore('books').put('Moby-Dick', 'first');
                writing.oncomplete = () => { opening.result.close(); done(); };
            };
        })
        """;

    private readonly WebApplication app;
    private readonly BrowserHost browsers = new(
        new() { Path = Environment.GetEnvironmentVariable("BROWSER_PATH") }, _ => { }, _ => { }, (_, _) => { }, TimeProvider.System);

    private int token;
    private int rejected;

    private ShardScene(TokenMode mode, int shards)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        app = builder.Build();
        app.Urls.Add("http://127.0.0.1:0");
        app.MapGet("/", () => Results.Content("<!doctype html><title>Home</title>", "text/html"));
        app.MapGet("/cookie", (HttpContext context, string set) =>
        {
            context.Response.Headers.SetCookie = set;
            return Results.Content("<!doctype html><title>Set</title>", "text/html");
        });
        app.MapGet("/token", TakeToken);
        app.StartAsync().GetAwaiter().GetResult();
        Home = new Uri(app.Urls.Single());
        SignInSteps steps = new(
            "shards", Home, "SHARDS_URL", "reader",
            async (page, _) =>
                await page.EvaluateAsync<bool>("localStorage.getItem('name') === 'reader'") ? SessionView.SignedIn : SessionView.SignedOut,
            page => page.EvaluateAsync(SignIn));
        SessionOptions options = new()
        {
            LeastShards = shards,
            Tokens = new() { Mode = mode, Requests = ["token"] },
        };
        Session = new(browsers, steps, options, _ => { }, TimeProvider.System);
        Session.SetPageCount(shards);
    }

    public Uri Home { get; }

    public BrowserSession Session { get; }

    /// <summary>The token that the site takes next.</summary>
    public string Token => $"{Volatile.Read(ref token)}";

    public int Rejected => Volatile.Read(ref rejected);

    /// <summary>One page in each shard, signed in.</summary>
    public static async Task<(ShardScene Scene, IPage[] Pages)> StartAsync(TokenMode mode, int shards)
    {
        ShardScene scene = new(mode, shards);
        await scene.Session.RenewAsync(seen: 0, why: null, TestContext.Current.CancellationToken);
        IPage[] pages = new IPage[shards];
        for (int number = 0; number < shards; number++)
        {
            pages[number] = await scene.Session.OpenPageAsync($"page {number}", TestContext.Current.CancellationToken);
            await pages[number].GotoAsync(scene.Home.AbsoluteUri);
        }

        Assert.Equal(shards, pages.Select(page => page.Context).Distinct().Count());
        return (scene, pages);
    }

    /// <summary>The cookie's value in the jar of the page's shard; null where there is none.</summary>
    public async Task<string?> CookieAsync(IPage page, string name) =>
        (await page.Context.CookiesAsync([Home.AbsoluteUri])).FirstOrDefault(cookie => cookie.Name == name)?.Value;

    public Task AllHaveAsync(IPage[] pages, string name, string? value) => Until.TrueAsync(
        async () => (await Task.WhenAll(pages.Select(page => CookieAsync(page, name))))
            .All(found => found == value), $"{name} is '{value}' in all shards");

    public async ValueTask DisposeAsync()
    {
        await Session.DisposeAsync();
        await browsers.DisposeAsync();
        await app.DisposeAsync();
    }

    private IResult TakeToken(HttpContext context)
    {
        int had = int.TryParse(context.Request.Cookies["tok"], out int number) ? number : 0;
        if (Interlocked.CompareExchange(ref token, had + 1, had) != had)
        {
            Interlocked.Increment(ref rejected);
            return Results.Unauthorized();
        }

        context.Response.Headers.SetCookie = $"tok={had + 1}; Path=/; HttpOnly";
        return Results.Content($"<!doctype html><title>{had + 1}</title>", "text/html");
    }
}
