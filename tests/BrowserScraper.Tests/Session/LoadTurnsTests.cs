using BrowserScraper.Browsers;
using BrowserScraper.Items;
using BrowserScraper.Session;
using BrowserScraper.Tests.Browsers;
using Microsoft.Extensions.Time.Testing;

namespace BrowserScraper.Tests.Session;

public sealed class LoadTurnsTests : IDisposable
{
    private static readonly Uri Home = new("https://portal.example/");
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(20);

    private readonly FakeTimeProvider clock = new();
    private readonly StorageMemory memory = new();
    private readonly List<string> told = [];
    private readonly FakeBrowser first = new();
    private readonly FakeBrowser second = new();
    private int saves;
    private int found;
    private LoadTurns? made;

    public void Dispose() => made?.Dispose();

    [Fact]
    public async Task Changed_RefreshTokenAfterTheSignIn_IsFoundOnceAndToldWithoutItsValue()
    {
        await WatchAsync();
        Write(first, "refresh_token", "token-of-the-sign-in");
        Assert.True(made!.Tokens.IsInDoubt);

        Write(first, "refresh_token", "token-of-the-first-load");
        Write(second, "refresh_token", "token-of-the-first-load"); // told by each page of the context
        Write(first, "refresh_token", "token-of-the-second-load");

        Assert.Equal((1, false), (found, made.Tokens.IsInDoubt));
        Assert.StartsWith(
            "TOKENS: 'refresh_token' in localStorage changes when a page loads;", Assert.Single(told), StringComparison.Ordinal);
        Assert.Equal([1, 2], made.Tokens.Lineage.Select(use => use.Number));
        Assert.Equal(1, saves); // after two
    }

    [Theory]
    [InlineData(nameof(TokenMode.Free), false, "refresh_token")]
    [InlineData(nameof(TokenMode.Auto), true, "refresh_token")]
    [InlineData(nameof(TokenMode.Auto), false, "access_token")]
    [InlineData(nameof(TokenMode.Auto), false, "theme")]
    public async Task Changed_NothingThatPageLoadsSpend_GivesNoTurns(string mode, bool isSigningIn, string key)
    {
        await WatchAsync(Enum.Parse<TokenMode>(mode));
        made!.Tokens.IsSigningIn = isSigningIn;
        Write(first, key, "the-first-one-of-them");
        Write(first, key, "another-one-after-that");

        Assert.Equal((0, false), (found, made.Tokens.AreOn));
        Assert.Empty(told);
    }

    [Fact]
    public async Task Changed_AnotherPageTellsAnOlderTokenLate_IsPassedOver()
    {
        await WatchAsync();
        Write(first, "refresh_token", "token-of-the-sign-in");
        Write(first, "refresh_token", "token-of-the-first-load");
        Write(first, "refresh_token", "token-of-the-second-load");
        Write(second, "refresh_token", "token-of-the-first-load");

        Assert.Equal(2, made!.Tokens.Lineage.Count);
        // it still is the newest
        Assert.False(memory.Set(new(true, "https://portal.example", "refresh_token"), "token-of-the-second-load", out _));
    }

    [Fact]
    public async Task Changed_RemovedAndWrittenAnew_IsAChange()
    {
        await WatchAsync();
        Write(first, "refresh_token", "token-of-the-sign-in");
        first.Raise("DOMStorage.domStorageItemsCleared",
            """{"storageId":{"securityOrigin":"https://portal.example","isLocalStorage":true}}""");
        Write(first, "refresh_token", "token-of-the-first-load");

        Assert.True(made!.Tokens.AreOn);
    }

    [Fact]
    public async Task Enter_AnotherPageLoads_WaitsForTheNewToken()
    {
        await WatchAsync(keys: "refresh_token");
        Write(first, "refresh_token", "token-of-the-sign-in");
        Action arrived = await PageLoads.EnterAsync(first.Page.It, Home);
        Task<Action> waiting = PageLoads.EnterAsync(second.Page.It, Home);
        Ask(first, "1", "Document", "GET");
        Ask(first, "2", "Fetch", "POST");
        clock.Advance(TimeSpan.FromSeconds(20)); // the token request is under way
        arrived();
        Assert.False(waiting.IsCompleted);

        Write(first, "refresh_token", "token-of-the-first-load");
        await AdvanceUntilAsync(waiting);

        Assert.Empty(told);
    }

    [Fact]
    public async Task Enter_ElsewhereThanTheSite_WaitsForNobody()
    {
        await WatchAsync(keys: "refresh_token");
        await PageLoads.EnterAsync(first.Page.It, Home);

        Assert.True(PageLoads.EnterAsync(second.Page.It, new("https://files.example/robots.txt")).IsCompletedSuccessfully);
    }

    [Fact]
    public async Task Enter_NothingIsUnderWayForASecond_LetsTheNextLoad()
    {
        await WatchAsync(keys: "refresh_token");
        Action arrived = await PageLoads.EnterAsync(first.Page.It, Home);
        Task<Action> waiting = PageLoads.EnterAsync(second.Page.It, Home);
        Ask(first, "1", "Document", "GET");
        Ask(first, "2", "Fetch", "POST");
        first.Raise("Network.loadingFinished", """{"requestId":"1"}""");
        first.Raise("Network.responseReceived", """{"requestId":"2","type":"Fetch"}"""); // its body is read by nobody
        arrived();
        DateTimeOffset began = clock.GetUtcNow();

        await AdvanceUntilAsync(waiting);

        Assert.True(clock.GetUtcNow() - began >= LoadTurn.Quiet);
        Assert.Empty(told); // not by REQUEST_TIMEOUT, which is told; the clock itself may be far ahead of a busy machine
    }

    [Fact]
    public async Task Enter_TokenRequestIsNeverAnswered_LetsTheNextLoadAfterTheLimitAndSaysSo()
    {
        await WatchAsync(keys: "refresh_token");
        await PageLoads.EnterAsync(first.Page.It, Home);
        Task<Action> waiting = PageLoads.EnterAsync(second.Page.It, Home);
        Ask(first, "1", "Fetch", "POST");

        await AdvanceUntilAsync(waiting);

        Assert.StartsWith("TOKENS: page 1 has loaded for 30 s", Assert.Single(told), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Enter_PageCloses_LetsTheNextLoad()
    {
        await WatchAsync(keys: "refresh_token");
        await PageLoads.EnterAsync(first.Page.It, Home);
        Task<Action> waiting = PageLoads.EnterAsync(second.Page.It, Home);
        Ask(first, "1", "Fetch", "POST");

        first.Page.Raise("Close", first.Page.It);

        await waiting; // no time has to pass
    }

    [Fact]
    public async Task Enter_WhoWaitsIsClosed_IsToldSoAndLeavesTheTurnToOthers()
    {
        await WatchAsync(keys: "refresh_token");
        await PageLoads.EnterAsync(first.Page.It, Home);
        Task<Action> waiting = PageLoads.EnterAsync(second.Page.It, Home);

        second.Page.Raise("Close", second.Page.It);

        await Assert.ThrowsAsync<Microsoft.Playwright.PlaywrightException>(() => waiting);
    }

    [Fact]
    public async Task Hold_SigningIn_LoadsAsItLikesAndOthersWait()
    {
        await WatchAsync(keys: "refresh_token");
        IAsyncDisposable signIn = await made!.HoldAsync(first.Page.It);
        (await PageLoads.EnterAsync(first.Page.It, Home))();
        Task<Action> waiting = PageLoads.EnterAsync(second.Page.It, Home);
        await AdvanceUntilAsync(made.SettleAsync());
        Task<Action> again = PageLoads.EnterAsync(first.Page.It, Home);
        await AdvanceUntilAsync(again);
        Assert.False(waiting.IsCompleted);

        (await again)();
        Task over = signIn.DisposeAsync().AsTask();
        await AdvanceUntilAsync(over);
        await AdvanceUntilAsync(waiting);
    }

    private async Task WatchAsync(TokenMode mode = TokenMode.Auto, params string[] keys)
    {
        SpentTokens tokens = new(
            new() { Mode = mode, Keys = keys, SaveInterval = 2, RequestTimeout = TimeSpan.FromSeconds(30) }, Home, memory, told.Add,
            () => saves++, _ => found++, clock);
        made = new(tokens, clock);
        await made.WatchAsync(first.Page.It, "page 1");
        await made.WatchAsync(second.Page.It, "page 2");
        foreach (FakeBrowser each in new[] { first, second })
        {
            PageStorage.Of(each.Page.It)!.ListenToNetwork();
        }
    }

    private async Task AdvanceUntilAsync(Task task)
    {
        while (!task.IsCompleted)
        {
            clock.Advance(Step);
            await Task.Yield();
        }

        await task;
    }

    private static void Write(FakeBrowser browser, string key, string value) => browser.Raise(
        "DOMStorage.domStorageItemUpdated",
        """{"storageId":{"securityOrigin":"https://portal.example","storageKey":"https://portal.example/","isLocalStorage":"""
        + $$"""true},"key":"{{key}}","oldValue":"","newValue":"{{value}}"}""");

    private static void Ask(FakeBrowser browser, string id, string type, string method) => browser.Raise(
        "Network.requestWillBeSent",
        $$"""{"requestId":"{{id}}","type":"{{type}}","request":{"url":"https://portal.example/x","method":"{{method}}"} }""");
}
