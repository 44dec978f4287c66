using System.Text.Json.Nodes;
using BrowserScraper.Browsers;
using BrowserScraper.Session;
using Microsoft.Playwright;

namespace BrowserScraper.BrowserTests;

/// <summary>Another machine has signed in anew, and its login is taken over: pages of the one before are open for a while.</summary>
public sealed class ReplacedLoginTests
{
    private const string Site = "https://portal.example/";

    [Fact]
    public async Task Replace_APageOfTheLoginBeforeHasNews_TheNewLoginStaysAsItIs()
    {
        await using BrowserHost browsers = new(
            new() { Path = Environment.GetEnvironmentVariable("BROWSER_PATH") }, _ => { }, _ => { }, (_, _) => { }, TimeProvider.System);
        string login = LoginOf("first");
        using Shards shards = new(browsers, () => login, new(), _ => { }, TimeProvider.System);
        await using SessionStore store = new(path: null, _ => { }, TimeProvider.System);
        IPage before = await OpenAsync(shards);
        store.SaveCookiesLater(before.Context, shards.IsFormer); // under way when the other login comes

        shards.Replace();
        store.TakeOver(JsonNode.Parse(login = LoginOf("second"))!.AsObject());
        Assert.Null(shards.Current);
        IPage after = await OpenAsync(shards);
        await before.Context.AddCookiesAsync([new() { Name = "session", Value = "ended", Url = Site }]);
        await shards.ShareAsync(before);

        Assert.NotSame(before.Context, after.Context);
        Assert.Same(after.Context, shards.Current);
        Assert.Equal("second", Assert.Single(await after.Context.CookiesAsync([Site])).Value);
        store.SaveCookiesLater(after.Context, shards.IsFormer);
        await store.DisposeAsync();
        Assert.Contains("second", store.Current!, StringComparison.Ordinal);
    }

    private static Task<IPage> OpenAsync(Shards shards) =>
        shards.OpenPageAsync(_ => Task.CompletedTask, TestContext.Current.CancellationToken);

    private static string LoginOf(string session) =>
        $$"""
        {"cookies":[{"name":"session","value":"{{session}}","domain":"portal.example","path":"/","expires":-1,"httpOnly":true,
        "secure":true,"sameSite":"Lax"}],"origins":[]}
        """;
}
