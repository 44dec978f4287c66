using System.Runtime.CompilerServices;
using System.Text.Json;
using Microsoft.Playwright;

namespace BrowserScraper.Browsers;

/// <summary>
/// The one Chrome DevTools Protocol session of a page, or of a frame that is a process of its own, shared by everyone who watches or holds its requests: each
/// session that listens to the network costs the driver every event once more.
/// </summary>
internal sealed class PageProtocol
{
    private static readonly ConditionalWeakTable<object, Task<PageProtocol>> Opened = [];

    private readonly ICDPSession session;
    private readonly Lock gate = new();
    private readonly Dictionary<object, Interception> interceptions = [];

    private PageProtocol(ICDPSession session)
    {
        this.session = session;
        session.Event("Fetch.requestPaused").OnEvent += (_, paused) => OnPaused(paused!.Value);
    }

    /// <summary>The page's protocol session; opened where there is none yet.</summary>
    public static Task<PageProtocol> OfAsync(IPage page) => Opened.GetValue(page, _ => OpenAsync(page.Context.NewCDPSessionAsync(page)));

    /// <summary>A frame's own protocol session.</summary>
    /// <exception cref="PlaywrightException">It has none: its page's holds for it.</exception>
    public static async Task<PageProtocol> OfAsync(IFrame frame)
    {
        try
        {
            return await Opened.GetValue(frame, _ => OpenAsync(frame.Page.Context.NewCDPSessionAsync(frame)));
        }
        catch (PlaywrightException)
        {
            Opened.Remove(frame); // it may have one when it has gone elsewhere
            throw;
        }
    }

    public void On(string name, Action<JsonElement> read) => session.Event(name).OnEvent += (_, happened) =>
    {
        if (happened is { } body)
        {
            read(body);
        }
    };

    public Task SendAsync(string method, Dictionary<string, object>? arguments = null) => session.SendAsync(method, arguments);

    /// <summary>Sends, and takes no answer for "the page went on or was closed, and the request went with it".</summary>
    /// <returns>Whether it was taken.</returns>
    public async Task<bool> SendQuietlyAsync(string method, Dictionary<string, object>? arguments = null)
    {
        try
        {
            await session.SendAsync(method, arguments);
            return true;
        }
        catch (PlaywrightException)
        {
            return false;
        }
    }

    /// <summary>Holds the requests that match and hands them to <paramref name="handle"/>, which must let each go on or fail.</summary>
    /// <param name="owner">Whose interception it is; a second call replaces the first.</param>
    /// <param name="patterns">As Fetch.enable takes them.</param>
    /// <param name="handle">Gets the Fetch.requestPaused event; false leaves it to others.</param>
    public Task InterceptAsync(object owner, IReadOnlyList<Dictionary<string, object>> patterns, Func<JsonElement, bool> handle)
    {
        Dictionary<string, object>[] all;
        lock (gate)
        {
            interceptions[owner] = new(patterns, handle);
            all = [.. interceptions.Values.SelectMany(each => each.Patterns)];
        }

        return SendQuietlyAsync("Fetch.enable", new() { ["patterns"] = all });
    }

    private static async Task<PageProtocol> OpenAsync(Task<ICDPSession> opening)
    {
        ICDPSession opened = await opening;
        PageProtocol protocol = new(opened);
        await opened.SendAsync("Network.enable", new() { ["maxTotalBufferSize"] = 0, ["maxResourceBufferSize"] = 0 });
        return protocol;
    }

    private void OnPaused(JsonElement paused)
    {
        Interception[] now;
        lock (gate)
        {
            now = [.. interceptions.Values];
        }

        if (!now.Any(each => each.Handle(paused)))
        {
            _ = SendQuietlyAsync("Fetch.continueRequest", new() { ["requestId"] = paused.GetProperty("requestId").GetString()! });
        }
    }

    private sealed record Interception(IReadOnlyList<Dictionary<string, object>> Patterns, Func<JsonElement, bool> Handle);
}
