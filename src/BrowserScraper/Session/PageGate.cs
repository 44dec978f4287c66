using System.Collections.Concurrent;
using System.Text.Json;
using BrowserScraper.Browsers;
using Microsoft.Playwright;

namespace BrowserScraper.Session;

/// <summary>The token gate on one page: holds its token requests, and tells the manager what their answers set.</summary>
internal sealed class PageGate : IDisposable
{
    /// <summary>How often an unanswered request is looked after; most are answered sooner.</summary>
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(100);

    private sealed record Sent(TokenTurn Turn, string Request);

    private readonly ConcurrentDictionary<string, Sent> turns = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, byte> held = new(StringComparer.Ordinal);
    private readonly CancellationTokenSource closed = new();
    private readonly CookieManager manager;
    private readonly IPage page;
    private readonly PageProtocol protocol;
    private Func<IReadOnlyList<TokenScope>> wanted = () => [];
    private bool isHolding;

    public PageGate(CookieManager manager, IPage page, string name, PageProtocol protocol)
    {
        this.manager = manager;
        this.page = page;
        this.protocol = protocol;
        Name = name;
        page.OnClose(LetAllGo);
        page.OnCrash(LetAllGo);
    }

    /// <summary>Whose page it is, for the lineage of tokens.</summary>
    public string Name { get; set; }

    public bool IsOf(IPage other) => page == other;

    public bool IsClosed => closed.IsCancellationRequested;

    /// <summary>Begins to hear, and to hold.</summary>
    /// <param name="scopes">Tells what is to be held now.</param>
    public Task BeginAsync(Func<IReadOnlyList<TokenScope>> scopes)
    {
        wanted = scopes;
        new PageAnswers(manager.Answered, () => Name, manager.Time).Listen(protocol);
        protocol.On("Network.loadingFinished", OnEnded);
        protocol.On("Network.loadingFailed", OnEnded);
        return HoldAsync();
    }

    /// <summary>Holds from now on what is to be held now.</summary>
    public Task HoldAsync()
    {
        IReadOnlyList<TokenScope> scopes = wanted();
        if (page.IsClosed || (scopes.Count == 0 && !isHolding))
        {
            return Task.CompletedTask;
        }

        isHolding = scopes.Count > 0;
        if (!isHolding)
        {
            page.SetDefaultTimeout((float)manager.RequestTimeout.TotalMilliseconds);
            return protocol.LetGoAsync();
        }

        // A wait on this page may have to sit out another page's request that is never answered, before its own begins.
        page.SetDefaultTimeout(2 * (float)manager.RequestTimeout.TotalMilliseconds);
        return protocol.InterceptAsync([.. scopes.SelectMany(scope => scope.FetchPatterns())], Handle);
    }

    public void Dispose() => closed.Dispose();

    private void OnEnded(JsonElement ended)
    {
        string request = ended.GetProperty("requestId").GetString()!;
        held.TryRemove(request, out _);
        Release(request);
    }

    private bool Handle(JsonElement paused)
    {
        Uri address = new(paused.GetProperty("request").GetProperty("url").GetString()!);
        if (!manager.Covers(address))
        {
            return false;
        }

        string request = paused.GetProperty("requestId").GetString()!;
        string network = paused.TryGetProperty("networkId", out JsonElement id) ? id.GetString()! : request;
        if (paused.TryGetProperty("responseStatusCode", out JsonElement status))
        {
            OnAnswer(paused, network, status.GetInt32(), address);
            _ = protocol.SendQuietlyAsync("Fetch.continueResponse", new() { ["requestId"] = request });
        }
        else if (paused.TryGetProperty("responseErrorReason", out JsonElement reason))
        {
            Release(network);
            _ = protocol.SendQuietlyAsync("Fetch.failRequest", new() { ["requestId"] = request, ["errorReason"] = reason.GetString()! });
        }
        else
        {
            _ = SendInTurnAsync(request, network, address).EndsPageAsync(page, "Fetch.requestPaused"); // or it would be held for ever
        }

        return true;
    }

    private async Task SendInTurnAsync(string request, string network, Uri address)
    {
        try
        {
            // A redirect's next hop belongs to the turn that its chain has already.
            if (turns.TryGetValue(network, out Sent? chain))
            {
                turns.TryUpdate(network, chain with { Request = request }, chain);
            }
            else
            {
                await TakeTurnAsync(request, network, address);
            }

            await SendAsync(request, network);
        }
        catch (Exception gone) when (gone is OperationCanceledException or ObjectDisposedException)
        {
            // The page was closed, and its turns with it.
        }
    }

    private async Task TakeTurnAsync(string request, string network, Uri address)
    {
        held[network] = 0;
        if (await manager.EnterAsync(page, address, () => _ = protocol.SendQuietlyAsync("Page.stopLoading"), closed.Token) is { } turn)
        {
            turns[network] = new(turn, request);
        }

        // Its end may have been told while it was held, and would not be told again.
        if (!held.TryRemove(network, out _) || IsClosed)
        {
            Release(network);
        }
    }

    /// <summary>
    /// Lets it go, and looks after it until its turn is over: where a document goes and the next one is in another process,
    /// Chromium does not tell the ends of the requests that go with it.
    /// </summary>
    private async Task SendAsync(string request, string network)
    {
        while (await protocol.ContinueAsync(request) && IsUnderWay(request, network))
        {
            await Task.Delay(Glance, manager.Time, closed.Token);
        }

        if (IsUnderWay(request, network))
        {
            Release(network);
        }
    }

    private bool IsUnderWay(string request, string network) => turns.TryGetValue(network, out Sent? sent) && sent.Request == request;

    /// <summary>The headers are in the jar when the answer is handed to us; only a chain that goes on keeps its turn.</summary>
    private void OnAnswer(JsonElement paused, string network, int status, Uri address)
    {
        bool goesOn = status is >= 300 and < 400
            && paused.TryGetProperty("responseHeaders", out JsonElement headers)
            && headers.EnumerateArray()
                .FirstOrDefault(header => header.GetProperty("name").GetString()!.Equals("location", StringComparison.OrdinalIgnoreCase))
                is { ValueKind: JsonValueKind.Object } location
            && Uri.TryCreate(address, location.GetProperty("value").GetString(), out Uri? next)
            && manager.Covers(next);
        if (!goesOn)
        {
            Release(network);
        }
    }

    private void Release(string network)
    {
        if (turns.TryRemove(network, out Sent? sent))
        {
            sent.Turn.Dispose();
        }
    }

    private void LetAllGo()
    {
        try
        {
            closed.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // Both its crash and its end are told, and after the first of them the manager may have forgotten it.
        }

        foreach (string network in turns.Keys)
        {
            Release(network);
        }
    }
}
