using BrowserScraper.Session;
using Microsoft.Extensions.Time.Testing;
using Microsoft.Playwright;

namespace BrowserScraper.Tests.Session;

/// <summary>What one shard gets, all have.</summary>
public sealed class CookieSyncTests : IDisposable
{
    private readonly FakeTimeProvider clock = new();
    private readonly CookieSync sync;
    private readonly FakeJar one = new();
    private readonly FakeJar two = new();
    private readonly FakeJar three = new();

    public CookieSyncTests() => sync = new(clock);

    public void Dispose() => sync.Dispose();

    [Fact]
    public async Task Share_AnswerHasSetChangedAndDeleted_AllHaveIt()
    {
        one.Set("tok", "1");
        one.Set("kind", "first");
        await ShareAsync(one);
        Assert.Equal(("1", "first", "1"), (two["tok"], two["kind"], three["tok"]));

        two.Set("tok", "2");
        two.Delete("kind");
        await ShareAsync(two);

        Assert.Equal(("2", null, "2", null), (one["tok"], one["kind"], three["tok"], three["kind"]));
        Assert.Same(two.It, sync.Newest);
    }

    [Fact]
    public async Task Share_NothingIsNew_NobodyIsDisturbed()
    {
        one.Set("tok", "1", expires: 2_000_000_000);
        await ShareAsync(one);
        int before = two.Added;
        one.Set("tok", "1", expires: 2_000_000_300);
        await ShareAsync(one);
        await ShareAsync(two);

        Assert.Equal(before, two.Added);
    }

    [Fact]
    public async Task Share_TheEndHasMovedFar_IsNews()
    {
        one.Set("tok", "1", expires: 2_000_000_000);
        await ShareAsync(one);
        one.Set("tok", "1", expires: 2_000_010_000);
        await ShareAsync(one);

        Assert.InRange(two.ExpiryOf("tok"), 2_000_009_000, 2_000_011_000);
    }

    [Fact]
    public async Task Share_CookieHasCometoItsEnd_IsNotDeletedElsewhere()
    {
        float soon = clock.GetUtcNow().ToUnixTimeSeconds() + 60;
        one.Set("tok", "1", expires: soon);
        await ShareAsync(one);
        one.Delete("tok");
        await ShareAsync(one);

        Assert.Equal("1", two["tok"]);
    }

    [Fact]
    public async Task Share_TwoOfOneName_AreKeptApart()
    {
        one.Set("tok", "root");
        one.Set("tok", "deep", path: "/app");
        await ShareAsync(one);

        Assert.Equal(2, two.Added);
    }

    [Fact]
    public async Task Share_OneCannotBeReached_IsToldAndTheOthersHaveIt()
    {
        two.IsGone = true;
        one.Set("tok", "1");

        Assert.Equal([two.It], await ShareAsync(one));
        Assert.Equal("1", three["tok"]);
    }

    [Fact]
    public async Task Share_TheOneIsGone_ChangesNothing()
    {
        one.Set("tok", "1");
        await ShareAsync(one);
        one.IsGone = true;

        Assert.Empty(await ShareAsync(one));
        Assert.Equal("1", two["tok"]);
    }

    [Fact]
    public async Task Align_OthersHaveWhatTheOneHasNot_ItGoes()
    {
        two.Set("old", "1");
        two.Set("tok", "1");
        one.Set("tok", "2");
        await sync.AlignAsync(one.It, All);

        Assert.Equal((null, "2", "2"), (two["old"], two["tok"], three["tok"]));
    }

    [Fact]
    public async Task Join_NewShard_HasTheOthersCookiesAndIsInStep()
    {
        one.Set("tok", "1");
        bool hasJoined = false;
        await sync.JoinAsync(three.It, one.It, () => [one.It, two.It], () => hasJoined = true);

        Assert.True(hasJoined);
        Assert.Equal(("1", "1"), (two["tok"], three["tok"]));
    }

    [Fact]
    public async Task Join_TheOtherIsGone_Throws()
    {
        one.IsGone = true;

        await Assert.ThrowsAsync<PlaywrightException>(() => sync.JoinAsync(three.It, one.It, All, () => Assert.Fail("it has joined")));
    }

    private IEnumerable<IBrowserContext> All() => [one.It, two.It, three.It];

    private Task<IReadOnlyList<IBrowserContext>> ShareAsync(FakeJar from) => sync.ShareAsync(from.It, All);
}
