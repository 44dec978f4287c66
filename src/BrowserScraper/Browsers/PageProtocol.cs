using System.Runtime.CompilerServices;
using System.Text.Json;
using BrowserScraper.Items;
using Microsoft.Playwright;

namespace BrowserScraper.Browsers;

/// <summary>
/// The one Chrome DevTools Protocol session of a page, shared by everyone who watches or holds its requests: each session that listens to
/// the network costs the driver every event once more.
/// </summary>
internal sealed class PageProtocol
{
    private static readonly ConditionalWeakTable<IPage, Task<PageProtocol>> Opened = [];

    private readonly ICDPSession session;
    private readonly IPage page;
    private readonly AuthAnswers answers;
    private readonly Task gone;
    private IReadOnlyList<Dictionary<string, object>> held = [];
    private int version;
    private volatile bool keepsPage;
    private volatile Func<JsonElement, bool>? handler;

    private PageProtocol(ICDPSession session, IPage page)
    {
        (this.session, this.page, gone) = (session, page, PageLoss.Of(page));
        answers = new(session, page.Context.Browser is { } browser ? BrowserInterception.Of(browser).Logins : HttpLogins.None);
        session.OnEvent("Fetch.requestPaused", page, OnPaused);
        session.OnEvent(
            "Fetch.authRequired", page, required => _ = answers.AnswerAsync(required).EndsPageAsync(page, "Fetch.authRequired"));
    }

    /// <summary>The page's protocol session; opened where there is none yet.</summary>
    public static Task<PageProtocol> OfAsync(IPage page) =>
        Opened.GetValue(page, _ => OpenAsync(page, page.Context.NewCDPSessionAsync(page)));

    /// <summary>Hears an event. What <paramref name="read"/> throws ends the page.</summary>
    public void On(string name, Action<JsonElement> read) => session.OnEvent(name, page, read);

    /// <summary>The same for whoever only looks on: what <paramref name="read"/> throws is told, and the page goes on.</summary>
    public void Watch(string name, Action<JsonElement> read) => session.OnEventBeside(name, page, read);

    public Task SendAsync(string method, Dictionary<string, object>? arguments = null) => AnswerAsync(method, arguments);

    /// <summary>Sends, and returns what is answered.</summary>
    public async Task<JsonElement> AskAsync(string method, Dictionary<string, object> arguments) =>
        await AnswerAsync(method, arguments) ?? throw new PlaywrightException($"{method} was not answered");

    /// <summary>Sends, and takes no answer for "the page went on or was closed, and the request went with it".</summary>
    /// <returns>Whether it was taken.</returns>
    public async Task<bool> SendQuietlyAsync(string method, Dictionary<string, object>? arguments = null)
    {
        try
        {
            await AnswerAsync(method, arguments);
            return true;
        }
        catch (PlaywrightException)
        {
            return false;
        }
    }

    /// <summary>
    /// Enables the Page domain for as long as the page lives: to disable it takes the scripts away that run in new documents.
    /// </summary>
    public Task KeepPageAsync()
    {
        keepsPage = true;
        return SendAsync("Page.enable");
    }

    /// <summary>Disables the Page domain unless somebody keeps it.</summary>
    public Task DisablePageAsync() => keepsPage ? Task.CompletedTask : SendQuietlyAsync("Page.disable");

    /// <summary>Lets a held request go; one that is under way already goes on.</summary>
    /// <returns>Whether the browser knows it still; it forgets those that are answered, or whose document is gone.</returns>
    public async Task<bool> ContinueAsync(string request)
    {
        try
        {
            await AnswerAsync("Fetch.continueRequest", new() { ["requestId"] = request });
            return true;
        }
        catch (PlaywrightException refused)
        {
            return !refused.Message.Contains("Invalid InterceptionId", StringComparison.Ordinal);
        }
    }

    /// <summary>Holds the requests that match and hands them to <paramref name="handle"/>; a second call replaces the first.</summary>
    /// <param name="patterns">As Fetch.enable takes them.</param>
    /// <param name="handle">Gets the Fetch.requestPaused event, and lets the request go on or fail; false leaves that to us, who let it go
    /// on.</param>
    public Task InterceptAsync(IReadOnlyList<Dictionary<string, object>> patterns, Func<JsonElement, bool> handle)
    {
        (handler, held) = (handle, patterns);
        return EnableAsync();
    }

    /// <summary>
    /// A page whose requests are held is the one that is told when a server asks for user and password: sees to it that it can answer.
    /// </summary>
    public Task LetInAsync() => held.Count == 0 || Volatile.Read(ref version) == answers.Version ? Task.CompletedTask : EnableAsync();

    private Task<bool> EnableAsync()
    {
        Volatile.Write(ref version, answers.Version);
        return SendQuietlyAsync(
            "Fetch.enable", new() { ["patterns"] = held.Concat(answers.Patterns).ToArray(), ["handleAuthRequests"] = version > 0 });
    }

    /// <summary>Holds nothing any more; what is held goes on.</summary>
    public Task LetGoAsync() => SendQuietlyAsync("Fetch.disable");

    private static async Task<PageProtocol> OpenAsync(IPage page, Task<ICDPSession> opening)
    {
        ICDPSession opened = await opening;
        PageProtocol protocol = new(opened, page);
        await protocol.AnswerAsync("Network.enable", new() { ["maxTotalBufferSize"] = 0, ["maxResourceBufferSize"] = 0 });
        return protocol;
    }

    private async Task<JsonElement?> AnswerAsync(string method, Dictionary<string, object>? arguments)
    {
        Task<JsonElement?> asked = session.SendAsync(method, arguments);
        return await Task.WhenAny(asked, gone) == asked ? await asked : throw new PlaywrightException(PageLoss.Gone);
    }

    private void OnPaused(JsonElement paused)
    {
        if (handler?.Invoke(paused) != true)
        {
            _ = ContinueAsync(paused.GetProperty("requestId").GetString()!);
        }
    }
}
