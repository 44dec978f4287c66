using BrowserScraper.BrowserTests.Harness;
using BrowserScraper.Items;
using BrowserScraper.Session;
using Microsoft.Playwright;

namespace BrowserScraper.BrowserTests;

/// <summary>Several contexts, one session: what one of them gets, all have.</summary>
public sealed class ShardCookieTests
{
    private const int Shards = 3;

    [Theory]
    [InlineData(nameof(TokenMode.Auto))]
    [InlineData(nameof(TokenMode.Free))]
    public async Task AnswerSetsCookie_InOneShard_AllHaveItAndLoseIt(string mode)
    {
        (ShardScene scene, IPage[] pages) = await ShardScene.StartAsync(Enum.Parse<TokenMode>(mode), Shards);
        await using (scene)
        {
            await SetAsync(scene, pages[2], "kind=first; Path=/; Max-Age=60; HttpOnly");
            await scene.AllHaveAsync(pages, "kind", "first");
            await SetAsync(scene, pages[0], "kind=second; Path=/; Max-Age=6000; HttpOnly");
            await scene.AllHaveAsync(pages, "kind", "second");
            await SetAsync(scene, pages[1], "kind=; Path=/; Max-Age=0");
            await scene.AllHaveAsync(pages, "kind", null);
        }
    }

    [Fact]
    public async Task ScriptSetsCookie_InOneShard_AllHaveItOnceThePageIsReturned()
    {
        (ShardScene scene, IPage[] pages) = await ShardScene.StartAsync(TokenMode.Auto, Shards);
        await using (scene)
        {
            await pages[1].EvaluateAsync("document.cookie = 'seen=yes'");
            scene.Session.Returned(pages[1]);
            await scene.AllHaveAsync(pages, "seen", "yes");
        }
    }

    [Fact]
    public async Task TurnEnds_TokenHasChanged_AllHaveTheNewestBeforeTheNextTurn()
    {
        (ShardScene scene, IPage[] pages) = await ShardScene.StartAsync(TokenMode.Serial, Shards);
        await using (scene)
        {
            for (int round = 0; round < 6; round++)
            {
                await pages[round % Shards].GotoAsync(new Uri(scene.Home, "token").AbsoluteUri);
                using TokenTurn? turn = await scene.Session.Tokens.EnterAsync(
                    pages[0], new Uri(scene.Home, "token"), () => { }, TestContext.Current.CancellationToken);
                Assert.Equal(
                    Enumerable.Repeat(scene.Token, Shards), await Task.WhenAll(pages.Select(page => scene.CookieAsync(page, "tok"))));
            }
        }
    }

    [Fact]
    public async Task TokenRequests_FromAllShardsAtOnce_NoneIsRejected()
    {
        (ShardScene scene, IPage[] pages) = await ShardScene.StartAsync(TokenMode.Serial, Shards);
        await using (scene)
        {
            await Task.WhenAll(pages.Select(async page =>
            {
                for (int round = 0; round < 10; round++)
                {
                    await page.GotoAsync(new Uri(scene.Home, "token").AbsoluteUri);
                }
            }));

            Assert.Equal((0, "30"), (scene.Rejected, scene.Token));
        }
    }

    [Fact]
    public async Task Birth_AfterSignIn_CarriesCookiesLocalStorageAndIndexedDb()
    {
        (ShardScene scene, IPage[] pages) = await ShardScene.StartAsync(TokenMode.Auto, Shards);
        await using (scene)
        {
            const string Read = """
                new Promise(done => {
                    const opening = indexedDB.open('shelf', 1);
                    opening.onsuccess = () => {
                        const asked = opening.result.transaction('books').objectStore('books').get('first');
                        asked.onsuccess = () => done([document.cookie, localStorage.getItem('name'), asked.result].join('|'));
                    };
                })
                """;
            string[] found = await Task.WhenAll(pages.Select(page => page.EvaluateAsync<string>(Read)));

            Assert.Equal(Enumerable.Repeat("who=reader|reader|Moby-Dick", Shards), found);
        }
    }

    private static Task<IResponse?> SetAsync(ShardScene scene, IPage page, string cookie) =>
        page.GotoAsync(new Uri(scene.Home, $"cookie?set={Uri.EscapeDataString(cookie)}").AbsoluteUri);
}
