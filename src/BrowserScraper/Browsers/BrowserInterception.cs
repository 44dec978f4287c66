using System.Runtime.CompilerServices;
using System.Text.Json;
using BrowserScraper.Items;
using Microsoft.Playwright;

namespace BrowserScraper.Browsers;

/// <summary>
/// Holds requests of a whole browser, windows that pages open and downloads among them: those that somebody may want to refuse, and those
/// to servers that ask for user and password. One protocol session for both, as only one of several is asked for them. Members may be
/// called concurrently.
/// </summary>
internal sealed class BrowserInterception
{
    private static readonly ConditionalWeakTable<IBrowser, BrowserInterception> Doors = [];

    private readonly Lock gate = new();
    private readonly IBrowser browser;
    private readonly HttpLogins logins;
    private volatile IReadOnlyList<Dictionary<string, object>> guarded = [];
    private volatile Func<JsonElement, bool> isRefused = _ => false;
    private ICDPSession? session;
    private AuthAnswers? desk;
    private Task enabling = Task.CompletedTask;
    private int version;

    private BrowserInterception(IBrowser browser, HttpLogins logins) => (this.browser, this.logins) = (browser, logins);

    /// <summary>The browser's door.</summary>
    public static BrowserInterception Of(IBrowser browser) => Doors.GetValue(browser, each => new(each, HttpLogins.None));

    /// <summary>Says which logins a browser that was just started has.</summary>
    public static void Install(IBrowser browser, HttpLogins logins) => Doors.AddOrUpdate(browser, new(browser, logins));

    /// <summary>The logins of the browser's run.</summary>
    public HttpLogins Logins => logins;

    /// <summary>Sees to it that what a page does from now on is answered for every server that there is a login for by now.</summary>
    /// <exception cref="PlaywrightException">The browser is gone.</exception>
    public static async Task LetInAsync(IPage page)
    {
        if (page.Context.Browser is { } browser && Of(browser) is { logins.Version: > 0 } door)
        {
            await door.LetInAsync();
            await (await PageProtocol.OfAsync(page)).LetInAsync();
        }
    }

    /// <summary>Holds requests that match, and lets those through that are not refused; a second call replaces the first.</summary>
    /// <param name="patterns">As Fetch.enable takes them.</param>
    /// <param name="refuses">Given the Fetch.requestPaused event.</param>
    /// <exception cref="PlaywrightException">The browser is gone.</exception>
    public Task GuardAsync(IReadOnlyList<Dictionary<string, object>> patterns, Func<JsonElement, bool> refuses)
    {
        (guarded, isRefused) = (patterns, refuses);
        return EnableInTurnAsync(isDue: () => true);
    }

    private async Task LetInAsync()
    {
        if (Volatile.Read(ref version) != logins.Version)
        {
            await EnableInTurnAsync(isDue: () => version != logins.Version);
        }
    }

    private Task EnableInTurnAsync(Func<bool> isDue)
    {
        lock (gate)
        {
            return enabling = AfterAsync(enabling);
        }

        async Task AfterAsync(Task last)
        {
            await last.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing); // it was told to who had asked
            await (isDue() ? EnableAsync() : Task.CompletedTask);
        }
    }

    private async Task EnableAsync()
    {
        int now = logins.Version;
        if (session is null)
        {
            ICDPSession opened = await browser.NewBrowserCDPSessionAsync();
            AuthAnswers of = new(opened, logins);
            opened.OnEvent(
                "Fetch.requestPaused", browser, paused => _ = AnswerAsync(opened, paused).IsToldAsync(browser, "Fetch.requestPaused"));
            opened.OnEvent(
                "Fetch.authRequired", browser, required => _ = of.AnswerAsync(required).IsToldAsync(browser, "Fetch.authRequired"));
            (session, desk) = (opened, of);
        }

        Dictionary<string, object>[] patterns = [.. guarded, .. desk!.Patterns];
        if (patterns.Length > 0)
        {
            await session.SendAsync("Fetch.enable", new() { ["patterns"] = patterns, ["handleAuthRequests"] = now > 0 });
        }

        Volatile.Write(ref version, now);
    }

    private async Task AnswerAsync(ICDPSession protocol, JsonElement paused)
    {
        string request = paused.GetProperty("requestId").GetString()!;
        try
        {
            await (isRefused(paused)
                ? protocol.SendAsync("Fetch.failRequest", new() { ["requestId"] = request, ["errorReason"] = "BlockedByClient" })
                : protocol.SendAsync("Fetch.continueRequest", new() { ["requestId"] = request }));
        }
        catch (PlaywrightException)
        {
            // The page went on or was closed, and the request went with it.
        }
    }
}
