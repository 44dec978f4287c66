using BrowserScraper.Items;
using BrowserScraper.Session;

namespace BrowserScraper.Tests.Session;

/// <summary>What a session holds, tells and keeps, from what its pages are answered.</summary>
public sealed class CookieManagerTests
{
    [Fact]
    public async Task Answered_ValueIsReplacedAgainAndAgain_EveryPageHolds()
    {
        using GateScene scene = new();
        FakeTab one = await scene.OpenAsync("page 1");
        FakeTab two = await scene.OpenAsync("page 2");
        Assert.Null(two.Holding);

        scene.Rotate(one);

        Assert.Equal(("Fetch.enable", "Fetch.enable"), (one.Holding, two.Holding));
        Assert.True(scene.Tokens.Covers(GateScene.At("/anything")));
        Assert.Equal(
            "TOKENS: 'tok' changes with each answer: answers of /home replace the value that they come with; gating the requests that "
                + "carry it (TOKEN_MODE=free if the site takes older ones, too)",
            Assert.Single(scene.Told));
    }

    [Fact]
    public async Task Tried_OlderOnesAreTaken_EveryPageLetsGo()
    {
        using GateScene scene = new();
        FakeTab one = await scene.OpenAsync("page 1");
        scene.Rotate(one);
        IReadOnlyList<CookieKey> keys = scene.Tokens.Untried;
        scene.Tokens.Try(keys);
        scene.Turn(one, "/home", "2", "4");
        scene.Tokens.Tried(keys, wasTaken: true);

        Assert.Equal("Fetch.disable", one.Holding);
        Assert.False(scene.Tokens.Covers(GateScene.At("/home")));
        Assert.Equal(TokenKind.OlderStayGood, Assert.Single(scene.Tokens.Found).Kind);
    }

    [Fact]
    public async Task Answered_OlderOnesAreTakenBeforeAnythingIsHeld_StandsInTheReportAlone()
    {
        using GateScene scene = new();
        FakeTab one = await scene.OpenAsync("page 1");
        scene.Tokens.SignedIn();
        scene.Turn(one, "/item/1", "1", "2");
        scene.Turn(one, "/item/2", "1", "3");
        scene.Turn(one, "/item/3", "3", "4");

        Assert.Empty(scene.Told);
        Assert.Null(one.Holding);
        Assert.Equal(TokenEvidence.SameValueTwice, Assert.Single(scene.Tokens.Found).Evidence);
    }

    [Fact]
    public async Task Adopt_FromAnEarlierRun_HoldsFromTheFirstPageOn()
    {
        using GateScene scene = new();
        scene.Tokens.Adopt([new("tok", GateScene.Home.Host, "/", TokenKind.Rotates, TokenEvidence.Trial, default)]);

        Assert.Equal("Fetch.enable", (await scene.OpenAsync("page 1")).Holding);
        Assert.Empty(scene.Told);
        Assert.Empty(scene.Tokens.Untried);
    }

    [Fact]
    public async Task Answered_ModeFree_NothingIsHeldOrNoted()
    {
        using GateScene scene = new(TokenMode.Free);
        scene.Tokens.Adopt([new("tok", GateScene.Home.Host, "/", TokenKind.Rotates, TokenEvidence.Trial, default)]);
        FakeTab one = await scene.OpenAsync("page 1");
        scene.Rotate(one);

        Assert.Null(one.Holding);
        Assert.Empty(scene.Tokens.Lineage);
        Assert.Single(scene.Tokens.Kept); // the next run may be another mode's
    }

    [Fact]
    public async Task Answered_SerialWithNames_HoldsWhatCarriesTheTokenToo()
    {
        using GateScene scene = new(TokenMode.Serial, "/auth/**");
        FakeTab one = await scene.OpenAsync("page 1");
        scene.Tokens.SignedIn();
        scene.Turn(one, "/home", "1", sets: null);
        Assert.Equal((true, false), (scene.Tokens.Covers(GateScene.At("/auth/refresh")), scene.Tokens.Covers(GateScene.At("/api/1"))));

        scene.Turn(one, "/auth/refresh", "1", "2");
        scene.Turn(one, "/auth/refresh", "2", "3");

        Assert.True(scene.Tokens.Covers(GateScene.At("/api/1")));
        Assert.Empty(scene.Tokens.Kept);
    }

    [Fact]
    public async Task Answered_RefusedWithAnOlderValue_TellsWhoHasTheNewest()
    {
        using GateScene scene = new();
        FakeTab one = await scene.OpenAsync("page 1");
        scene.Rotate(one);
        scene.Told.Clear();
        scene.Turn(one, "/api/1", "2", sets: null, status: 401);
        scene.Turn(one, "/api/2", "2", sets: null, status: 401);

        Assert.Equal(
            "TOKENS: 401 for /api/1 (page 1): it left with an older 'tok', replaced 0.001 s before the refusal; the newest is number 1, "
                + "set by /home (page 1)",
            Assert.Single(scene.Told));
    }

    [Theory]
    [InlineData("3", 403)]
    [InlineData("3", 401)]
    [InlineData(null, 403)]
    public async Task Answered_RefusedWithTheNewestOrWithout_TellsNothing(string? came, int status)
    {
        using GateScene scene = new();
        FakeTab one = await scene.OpenAsync("page 1");
        scene.Rotate(one);
        scene.Told.Clear();
        scene.Turn(one, "/api/1", came, sets: null, status);

        Assert.Empty(scene.Told);
    }

    [Fact]
    public async Task Answered_RefusedOnASiteThatTakesOlderOnes_TellsNothing()
    {
        using GateScene scene = new();
        scene.Tokens.Adopt([new("tok", GateScene.Home.Host, "/", TokenKind.OlderStayGood, TokenEvidence.Trial, default)]);
        FakeTab one = await scene.OpenAsync("page 1");
        scene.Rotate(one);
        scene.Turn(one, "/api/1", "2", sets: null, status: 403);

        Assert.Empty(scene.Told);
        Assert.Equal(0, scene.Saves); // whichever is saved, it is good
    }

    [Fact]
    public async Task Answered_RedirectChain_EachHopIsAnAnswer()
    {
        using GateScene scene = new();
        FakeTab one = await scene.OpenAsync("page 1");
        scene.Tokens.SignedIn();
        one.Leave("a", ("tok", "1"), GateScene.Home.Host); // the network may tell first
        one.Ask("a", GateScene.At("/go"));
        one.Receive("a", "tok=2; Path=/", status: 302);
        one.Ask("a", GateScene.At("/home"));
        one.Leave("a", ("tok", "2"), GateScene.Home.Host);
        one.Receive("a", "tok=3; Path=/");

        Assert.Equal(["/home"], scene.Tokens.Lineage.Select(use => use.Path));
        Assert.StartsWith(
            "TOKENS: 'tok' changes with each answer: answers of /go, /home", Assert.Single(scene.Told), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Answered_PicturesAndStyles_AreNotLookedAt()
    {
        using GateScene scene = new();
        FakeTab one = await scene.OpenAsync("page 1");
        scene.Tokens.SignedIn();
        for (int value = 1; value < 5; value++)
        {
            one.Exchange($"{value}", GateScene.At("/logo.png"), ("tok", $"{value}"), $"tok={value + 1}; Path=/", kind: "Image");
        }

        Assert.Empty(scene.Tokens.Found);
    }

    [Fact]
    public async Task Answered_EverySecondToken_TheSessionIsSaved()
    {
        using GateScene scene = new();
        FakeTab one = await scene.OpenAsync("page 1");
        scene.Rotate(one);
        int before = scene.Saves;
        for (int value = 3; value < 7; value++)
        {
            scene.Turn(one, "/home", $"{value}", $"{value + 1}");
        }

        Assert.Equal((1, 2), (before, scene.Saves - before));
    }

    [Fact]
    public async Task EnterAsync_NotCovered_NeedsNoTurn()
    {
        using GateScene scene = new(TokenMode.Serial, "/api/**");
        FakeTab one = await scene.OpenAsync("page 1");

        Assert.Null(await scene.Tokens.EnterAsync(one.Page, GateScene.At("/list"), () => { }, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task EnterAsync_GivenUpWhileWaiting_LeavesTheTurnToOthers()
    {
        using GateScene scene = new(TokenMode.Serial, "/api/**");
        FakeTab one = await scene.OpenAsync("page 1");
        TokenTurn? first = await scene.Tokens.EnterAsync(
            one.Page, GateScene.At("/api/1"), () => { }, TestContext.Current.CancellationToken);
        using CancellationTokenSource ending = new();
        Task<TokenTurn?> second = scene.Tokens.EnterAsync(one.Page, GateScene.At("/api/2"), () => { }, ending.Token);
        Task<TokenTurn?> third = scene.Tokens.EnterAsync(
            one.Page, GateScene.At("/api/3"), () => { }, TestContext.Current.CancellationToken);
        await ending.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second);
        Assert.False(third.IsCompleted);

        first!.Dispose();
        first.Dispose();

        using TokenTurn? now = await third;
        Assert.NotNull(now);
    }
}
