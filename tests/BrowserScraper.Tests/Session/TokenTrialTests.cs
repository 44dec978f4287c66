using BrowserScraper.Items;
using BrowserScraper.Session;
using BrowserScraper.Tests.Browsers;
using Microsoft.Extensions.Time.Testing;
using Microsoft.Playwright;

namespace BrowserScraper.Tests.Session;

/// <summary>What a first sign-in finds out about a site's cookies, before several pages work.</summary>
public sealed class TokenTrialTests : IDisposable
{
    private readonly FakeTimeProvider clock = new();
    private readonly FakeJar jar = new();
    private readonly Fake<IPage> page = Fakes.Of<IPage>();
    private readonly CookieManager tokens;
    private readonly TokenTrial trial;
    private readonly Dictionary<string, DateTimeOffset> replaced = new(StringComparer.Ordinal);
    private TimeSpan grace;
    private bool rotates = true;
    private bool isBroken;
    private SessionView sight = SessionView.SignedIn;
    private int newest = 1;
    private int looks;
    private int refused;

    public TokenTrialTests()
    {
        SignInSteps steps = new(
            "portal", GateScene.Home, "PORTAL_URL", "reader", (_, _) => Task.FromResult(sight), _ => Task.CompletedTask);
        tokens = new(new(), GateScene.Home, _ => { }, () => { }, _ => Task.CompletedTask, clock);
        trial = new(tokens, steps, clock);
        page.Answers("get_Context", _ => jar.It);
        page.Answers("GotoAsync", _ =>
        {
            AnswerHome();
            return isBroken ? Task.FromException<IResponse?>(new PlaywrightException("gone")) : Task.FromResult<IResponse?>(null);
        });
        SignIn();
    }

    public void Dispose() => tokens.Dispose();

    [Fact]
    public async Task Settle_CookiesStay_NeitherLooksNorTries()
    {
        rotates = false;
        AnswerHome();

        Assert.Equal(TrialEnd.None, await SettleAsync());
        Assert.Equal(1, looks);
    }

    [Fact]
    public async Task Settle_StrictRotation_OneRefusalAndTheNewestIsPutBack()
    {
        Assert.Equal(TrialEnd.Refused, await SettleAsync());

        Assert.Equal((1, $"{newest}"), (refused, jar["tok"]));
        Assert.Equal((TokenKind.Rotates, TokenEvidence.Trial), Found);
    }

    [Fact]
    public async Task Settle_OlderOnesStayGood_NothingIsHeld()
    {
        grace = TimeSpan.MaxValue;

        Assert.Equal(TrialEnd.Taken, await SettleAsync());

        Assert.Equal((0, (TokenKind.OlderStayGood, TokenEvidence.Trial)), (refused, Found));
        Assert.False(tokens.Covers(GateScene.Home));
    }

    [Fact]
    public async Task Settle_GraceOfASecond_IsStrict()
    {
        grace = TimeSpan.FromSeconds(1);

        Assert.Equal(TrialEnd.Refused, await SettleAsync());
    }

    [Fact]
    public async Task Settle_MayNotTry_HoldsWithoutAsking()
    {
        Assert.Equal(TrialEnd.None, await trial.SettleAsync(page.It, mayTry: false));

        Assert.Equal((0, (TokenKind.Rotates, TokenEvidence.Chain)), (refused, Found));
    }

    [Fact]
    public async Task Settle_KnownFromAnEarlierRun_NeitherLooksNorTries()
    {
        tokens.Adopt([new("tok", GateScene.Home.Host, "/", TokenKind.Rotates, TokenEvidence.Trial, default)]);

        Assert.Equal(TrialEnd.None, await SettleAsync());
        Assert.Equal((0, 0), (looks, refused));
    }

    [Fact]
    public async Task Settle_NothingComesInTheTrial_NothingIsConcluded()
    {
        Task<TrialEnd> settling = trial.SettleAsync(page.It, mayTry: true);
        isBroken = true;
        await Assert.ThrowsAsync<PlaywrightException>(() => AfterAsync(settling));

        Assert.Equal((TokenKind.Rotates, TokenEvidence.Chain), Found);
        Assert.Equal($"{newest}", jar["tok"]);
    }

    [Fact]
    public async Task Settle_TheOldOneShowsNobodySignedIn_IsStrictThoughItIsAnswered()
    {
        grace = TimeSpan.MaxValue;
        Task<TrialEnd> settling = trial.SettleAsync(page.It, mayTry: true);
        sight = SessionView.SignedOut;

        Assert.Equal(TrialEnd.Refused, await AfterAsync(settling));
        Assert.Equal((TokenKind.Rotates, TokenEvidence.Trial), Found);
    }

    private (TokenKind, TokenEvidence) Found => tokens.Found.Select(found => (found.Kind, found.Evidence)).Single();

    private Task<TrialEnd> SettleAsync() => AfterAsync(trial.SettleAsync(page.It, mayTry: true));

    private async Task<TrialEnd> AfterAsync(Task<TrialEnd> settling)
    {
        while (!settling.IsCompleted)
        {
            clock.Advance(TimeSpan.FromSeconds(0.5));
            await Task.Yield();
        }

        return await settling;
    }

    private void SignIn()
    {
        tokens.SigningIn();
        jar.Set("tok", "1");
        Answer(GateScene.At("/sign-in"), came: null, sets: "1", status: 302);
        tokens.SignedIn();
    }

    /// <summary>The site: each value is good until it is replaced, and for its grace after that.</summary>
    private void AnswerHome()
    {
        looks++;
        string came = jar["tok"]!;
        if (isBroken)
        {
            return;
        }

        if (replaced.TryGetValue(came, out DateTimeOffset since) && clock.GetUtcNow() - since >= grace)
        {
            refused++;
            sight = SessionView.SignedOut;
            Answer(GateScene.Home, came, sets: null, status: 302);
            return;
        }

        replaced.TryAdd(came, clock.GetUtcNow());
        if (rotates)
        {
            jar.Set("tok", $"{++newest}");
        }

        Answer(GateScene.Home, came, rotates ? $"{newest}" : null);
    }

    private void Answer(Uri address, string? came, string? sets, int status = 200)
    {
        tokens.Answered(new(address, status, "sign-in")
        {
            Carried = came is null ? [] : [new("tok", TokenDigest.Of(came), address.Host, "/")],
            Set = sets is null ? [] : [new() { Name = "tok", Value = sets, Domain = address.Host, Path = "/", HttpOnly = true }],
            Left = clock.GetUtcNow(),
            At = clock.GetUtcNow(),
            IsDocument = true,
        });
        clock.Advance(TimeSpan.FromMilliseconds(10));
    }
}
