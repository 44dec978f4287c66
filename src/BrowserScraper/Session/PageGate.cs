using System.Collections.Concurrent;
using System.Text.Json;
using BrowserScraper.Browsers;
using Microsoft.Playwright;

namespace BrowserScraper.Session;

/// <summary>The token gate on one page: holds its token requests, and tells the manager what their answers set.</summary>
internal sealed class PageGate : IDisposable
{
    private static readonly string[] AskingKinds = ["Document", "XHR", "Fetch"];

    private readonly ConcurrentDictionary<string, TokenTurn> turns = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, Uri> asked = new(StringComparer.Ordinal);
    private readonly CancellationTokenSource closed = new();
    private readonly CookieManager manager;
    private readonly IPage page;
    private readonly PageProtocol protocol;

    public PageGate(CookieManager manager, IPage page, string name, PageProtocol protocol)
    {
        this.manager = manager;
        this.page = page;
        this.protocol = protocol;
        Name = name;
        page.Close += (_, _) => LetAllGo();
        page.Crash += (_, _) => LetAllGo();
    }

    /// <summary>Whose page it is, for the lineage of tokens.</summary>
    public string Name { get; set; }

    public bool IsOf(IPage other) => page == other;

    public bool IsClosed => closed.IsCancellationRequested;

    public Task BeginAsync(IReadOnlyList<TokenScope> scopes)
    {
        protocol.On("Network.requestWillBeSent", OnRequest);
        protocol.On("Network.responseReceivedExtraInfo", OnHeaders);
        protocol.On("Network.loadingFinished", OnEnded);
        protocol.On("Network.loadingFailed", OnEnded);
        return HoldAsync(scopes);
    }

    public Task HoldAsync(IReadOnlyList<TokenScope> scopes)
    {
        if (scopes.Count == 0 || page.IsClosed)
        {
            return Task.CompletedTask;
        }

        // A wait on this page may have to sit out another page's request that is never answered, before its own begins.
        page.SetDefaultTimeout(2 * (float)manager.RequestTimeout.TotalMilliseconds);
        return protocol.InterceptAsync([.. scopes.SelectMany(scope => scope.FetchPatterns())], Handle);
    }

    public void Dispose() => closed.Dispose();

    private void OnRequest(JsonElement sent)
    {
        if (sent.TryGetProperty("type", out JsonElement kind) && AskingKinds.Contains(kind.GetString())
            && Uri.TryCreate(sent.GetProperty("request").GetProperty("url").GetString(), UriKind.Absolute, out Uri? address))
        {
            asked[sent.GetProperty("requestId").GetString()!] = address;
        }
    }

    private void OnHeaders(JsonElement answer)
    {
        // One requestWillBeSent and one of these for each hop of a redirect chain; headers of one name come joined by line feeds.
        if (!asked.TryGetValue(answer.GetProperty("requestId").GetString()!, out Uri? address))
        {
            return;
        }

        if (answer.TryGetProperty("statusCode", out JsonElement status) && status.GetInt32() is 401 or 403)
        {
            manager.Rejected(status.GetInt32(), address, Name);
        }

        JsonElement headers = answer.GetProperty("headers");
        string? set = headers.EnumerateObject().FirstOrDefault(header => header.Name.Equals("set-cookie", StringComparison.OrdinalIgnoreCase)).Value is { ValueKind: JsonValueKind.String } value
            ? value.GetString()
            : null;
        if (set is not null)
        {
            manager.Observe([.. set.Split('\n').Select(line => SetCookie.Parse(line, address, DateTimeOffset.UnixEpoch)).OfType<Cookie>()], address, Name);
        }
    }

    private void OnEnded(JsonElement ended)
    {
        string request = ended.GetProperty("requestId").GetString()!;
        asked.TryRemove(request, out _);
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
            _ = SendInTurnAsync(request, network, address);
        }

        return true;
    }

    private async Task SendInTurnAsync(string request, string network, Uri address)
    {
        try
        {
            // A redirect's next hop belongs to the turn that its chain has already.
            if (!turns.ContainsKey(network)
                && await manager.EnterAsync(page, address, () => _ = protocol.SendQuietlyAsync("Page.stopLoading"), closed.Token) is { } turn)
            {
                turns[network] = turn;
                if (IsClosed)
                {
                    Release(network);
                }
            }
        }
        catch (Exception gone) when (gone is OperationCanceledException or ObjectDisposedException)
        {
            return;
        }

        // The page may have given it up while it was held; its end was told before it had a turn, and would not be told again.
        if (!await protocol.SendQuietlyAsync("Fetch.continueRequest", new() { ["requestId"] = request }))
        {
            Release(network);
        }
    }

    /// <summary>The headers are in the jar when the answer is handed to us; only a chain that goes on keeps its turn.</summary>
    private void OnAnswer(JsonElement paused, string network, int status, Uri address)
    {
        bool goesOn = status is >= 300 and < 400
            && paused.TryGetProperty("responseHeaders", out JsonElement headers)
            && headers.EnumerateArray().FirstOrDefault(header => header.GetProperty("name").GetString()!.Equals("location", StringComparison.OrdinalIgnoreCase))
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
        if (turns.TryRemove(network, out TokenTurn? turn))
        {
            turn.Dispose();
        }
    }

    private void LetAllGo()
    {
        closed.Cancel();
        foreach (string network in turns.Keys)
        {
            Release(network);
        }
    }
}
