using BrowserScraper.Browsers;
using BrowserScraper.Items;
using BrowserScraper.Session;

namespace BrowserScraper.Tests.Session;

/// <summary>Requests that carry a token go one at a time; the others go at once.</summary>
public sealed class PageGateTests : IDisposable
{
    private static readonly Uri Api = GateScene.At("/api/1");

    private readonly GateScene scene = new(TokenMode.Serial, "/api/**");

    public void Dispose() => scene.Dispose();

    [Fact]
    public async Task Paused_OfTwoPages_TheSecondLeavesWhenTheFirstIsAnswered()
    {
        FakeTab one = await scene.OpenAsync("page 1");
        FakeTab two = await scene.OpenAsync("page 2");
        one.Pause("a", Api);
        await one.SentAsync("a");
        two.Pause("b", Api);
        Assert.Equal((false, 0), (two.IsSent("b"), scene.Turns));

        one.Answer("a", Api);

        await two.SentAsync("b");
        Assert.Equal(1, scene.Turns);
    }

    [Fact]
    public async Task Paused_CarriesNoToken_LeavesAtOnce()
    {
        FakeTab one = await scene.OpenAsync("page 1");
        one.Pause("a", Api);
        await one.SentAsync("a");
        one.Pause("b", GateScene.At("/list"));

        Assert.True(one.IsSent("b"));
    }

    [Fact]
    public async Task Answered_RedirectLeadsToAnotherTokenRequest_KeepsTheTurn()
    {
        FakeTab one = await scene.OpenAsync("page 1");
        FakeTab two = await scene.OpenAsync("page 2");
        one.Pause("a", Api);
        two.Pause("b", Api);
        one.Answer("a", Api, status: 302, location: "/api/2");
        Assert.Equal((false, 0), (two.IsSent("b"), scene.Turns));

        one.Answer("a", GateScene.At("/api/2"), status: 302, location: "/list");

        await two.SentAsync("b");
    }

    [Fact]
    public async Task Failed_WithoutAnAnswer_GivesTheTurnBack()
    {
        FakeTab one = await scene.OpenAsync("page 1");
        FakeTab two = await scene.OpenAsync("page 2");
        one.Pause("a", Api);
        two.Pause("b", Api);
        one.Fail("a");

        await two.SentAsync("b");
    }

    [Fact]
    public async Task Closed_WhileItHasTheTurn_GivesItBack()
    {
        FakeTab one = await scene.OpenAsync("page 1");
        FakeTab two = await scene.OpenAsync("page 2");
        one.Pause("a", Api);
        two.Pause("b", Api);
        one.Browser.Page.Raise("Close", one.Page);

        await two.SentAsync("b");
    }

    [Fact]
    public async Task NoAnswer_ForRequestTimeout_TheNextGoesAndThePageStops()
    {
        FakeTab one = await scene.OpenAsync("page 1");
        FakeTab two = await scene.OpenAsync("page 2");
        one.Pause("a", Api);
        two.Pause("b", Api);
        scene.Clock.Advance(TimeSpan.FromSeconds(29));
        Assert.Equal((false, 0), (two.IsSent("b"), scene.Turns));

        scene.Clock.Advance(TimeSpan.FromSeconds(1));

        await two.SentAsync("b");
        Assert.Contains("Page.stopLoading", one.Commands);
        Assert.Contains(scene.Told, text => text.StartsWith("TOKENS: no answer from /api/1 for 30 s", StringComparison.Ordinal));
    }

    [Fact]
    public async Task TurnEnds_OtherContextsHaveTheNewest_BeforeTheNextLeaves()
    {
        TaskCompletionSource shared = new();
        scene.Share = _ => shared.Task;
        FakeTab one = await scene.OpenAsync("page 1");
        FakeTab two = await scene.OpenAsync("page 2");
        one.Pause("a", Api);
        two.Pause("b", Api);
        one.Answer("a", Api);
        Assert.False(two.IsSent("b"));

        shared.SetResult();

        await two.SentAsync("b");
    }

    [Fact]
    public async Task RefreshCookie_ForExactlyOnePath_TwoRefreshesAreNeverUnderWay()
    {
        using GateScene auto = new();
        FakeTab one = await auto.OpenAsync("page 1");
        FakeTab two = await auto.OpenAsync("page 2");
        one.Exchange("in", GateScene.At("/sign-in"), setCookie: "refresh=1; Path=/api/refresh; HttpOnly", status: 302);
        Assert.Equal(("Fetch.enable", "Fetch.enable"), (one.Holding, two.Holding));

        one.Pause("a", GateScene.At("/api/refresh"));
        await one.SentAsync("a");
        two.Pause("b", GateScene.At("/api/refresh"));
        two.Pause("c", GateScene.At("/api/refreshed"));
        Assert.Equal((false, true), (two.IsSent("b"), two.IsSent("c")));

        one.Answer("a", GateScene.At("/api/refresh"));
        await two.SentAsync("b");
    }

    [Fact]
    public async Task LetAllGo_TheCrashIsToldAfterThePageIsForgotten_ThrowsNothing()
    {
        FakeTab tab = new();
        using PageGate gate = new(scene.Tokens, tab.Page, "page 1", await PageProtocol.OfAsync(tab.Page));
        tab.Browser.Page.Raise("Close", tab.Page);
        Assert.True(gate.IsClosed);
        gate.Dispose();

        tab.Browser.Page.Raise("Crash", tab.Page);

        Assert.Empty(tab.Browser.Told);
        Assert.True(gate.IsClosed);
    }
}
