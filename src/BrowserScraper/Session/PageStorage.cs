using System.Runtime.CompilerServices;
using System.Text.Json;
using BrowserScraper.Browsers;
using Microsoft.Playwright;

namespace BrowserScraper.Session;

/// <summary>
/// One page's part in a session whose tokens are in storage: tells what changes there (Chrome DevTools Protocol, DOMStorage), waits for its
/// turn before it loads a document, whoever sends it there, and gets the tokens of sessionStorage that other pages have. Members may be
/// called concurrently.
/// </summary>
internal sealed class PageStorage : IDisposable
{
    // Runs before the page's own scripts. A page that is new gets everything; one that has its own gets the newest tokens.
    private const string Copy = """
        (all => {
          if (self !== top) { return; }
          try {
            const isNew = sessionStorage.length === 0;
            for (const [origin, name, value, isToken] of all) {
              if (origin !== location.origin || !(isNew || isToken)) { continue; }
              if (value === null) { sessionStorage.removeItem(name); } else { sessionStorage.setItem(name, value); }
            }
          } catch { }
        })
        """;

    private static readonly ConditionalWeakTable<IPage, PageStorage> Watched = [];

    private readonly LoadTurns turns;
    private readonly PageProtocol protocol;
    private readonly TaskCompletionSource closed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource closing = new();
    private readonly Lock gate = new();
    private volatile IReadOnlyDictionary<StorageKey, string?> carried = new Dictionary<StorageKey, string?>();
    private Task carrying = Task.CompletedTask;
    private volatile int carriedVersion;
    private volatile string? script;
    private string? mainFrame;
    private bool isListening;
    private bool isHolding;

    private PageStorage(LoadTurns turns, IPage page, string name, PageProtocol protocol, TimeProvider time)
    {
        (this.turns, Page, Name, this.protocol, Network, Closing) = (turns, page, name, protocol, new(time), closing.Token);
        page.OnClose(Close);
        page.OnCrash(Close);
        page.OnParsed(() => turns.TurnOf(this)?.Arrived());
    }

    public IPage Page { get; }

    /// <summary>Whose page it is, for the lineage of tokens.</summary>
    public string Name { get; set; }

    /// <summary>What is under way on it, once somebody wants to know.</summary>
    public LoadQuiet Network { get; }

    /// <summary>Completes when the page is gone.</summary>
    public Task Closed => closed.Task;

    /// <summary>Cancelled then.</summary>
    public CancellationToken Closing { get; }

    /// <summary>A page that is watched; null for others.</summary>
    public static PageStorage? Of(IPage page) => Watched.TryGetValue(page, out PageStorage? storage) ? storage : null;

    public static async Task<PageStorage> WatchAsync(LoadTurns turns, IPage page, string name, TimeProvider time)
    {
        PageStorage storage = new(turns, page, name, await PageProtocol.OfAsync(page), time);
        Watched.AddOrUpdate(page, storage);
        PageLoads.Gate(page, storage.EnterAsync);
        storage.protocol.Watch("DOMStorage.domStorageItemAdded", storage.OnItem);
        storage.protocol.Watch("DOMStorage.domStorageItemUpdated", storage.OnItem);
        storage.protocol.Watch("DOMStorage.domStorageItemRemoved", storage.OnItem);
        storage.protocol.Watch("DOMStorage.domStorageItemsCleared", storage.OnCleared);
        await storage.protocol.SendQuietlyAsync("DOMStorage.enable");
        await storage.RefreshAsync();
        return storage;
    }

    /// <summary>The script has read what it requires of the page.</summary>
    public void Read() => turns.TurnOf(this)?.Read();

    /// <summary>Waits until a page load has its new token, a few seconds at most. To be called before the page is closed.</summary>
    public Task SettleAsync() => turns.SettleAsync(this);

    /// <summary>Sees to it that the next document has the newest tokens of sessionStorage.</summary>
    public Task RefreshAsync()
    {
        lock (gate)
        {
            return IsUpToDate ? Task.CompletedTask : carrying = CarryAsync(carrying, turns.Tokens.Memory);
        }
    }

    /// <summary>
    /// From now on its documents wait for their turn, also where the harness does not send the page there: reloads, links, an app's own
    /// ways.
    /// </summary>
    /// <param name="limit">The longest that calls on the page wait: others' turns come first.</param>
    public async Task HoldAsync(TimeSpan limit)
    {
        ListenToNetwork();
        lock (gate)
        {
            if (isHolding || Page.IsClosed)
            {
                return;
            }

            isHolding = true;
        }

        try
        {
            Page.SetDefaultTimeout((float)limit.TotalMilliseconds);
            ICDPSession session = await Page.Context.NewCDPSessionAsync(Page); // its own: the page's other one may hold other requests
            JsonElement? tree = await session.SendAsync("Page.getFrameTree");
            mainFrame = tree?.GetProperty("frameTree").GetProperty("frame").GetProperty("id").GetString();
            session.OnEvent(
                "Fetch.requestPaused", Page, paused => _ = LetGoAsync(session, paused).EndsPageAsync(Page, "Fetch.requestPaused"));
            await session.SendAsync(
                "Fetch.enable",
                new() { ["patterns"] = new[]
                    { new Dictionary<string, object> { ["urlPattern"] = "http*", ["resourceType"] = "Document" } } });
        }
        catch (PlaywrightException) when (Page.IsClosed)
        {
            // It loads nothing any more.
        }
    }

    /// <summary>From now on it is known what is under way.</summary>
    public void ListenToNetwork()
    {
        lock (gate)
        {
            if (isListening)
            {
                return;
            }

            isListening = true;
        }

        Network.Listen(protocol);
    }

    /// <summary>To be called when the page is gone.</summary>
    public void Dispose() => closing.Dispose();

    /// <summary>Waits for the turn of a page load, where the session has such turns.</summary>
    private async Task<Action> EnterAsync(Uri address)
    {
        try
        {
            await (turns.Tokens.Covers(address) ? turns.EnterAsync(this) : RefreshAsync());
            return () => turns.TurnOf(this)?.Arrived();
        }
        catch (Exception gone) when (gone is OperationCanceledException or ObjectDisposedException)
        {
            throw new PlaywrightException("the page was closed while it waited for its turn to load", gone);
        }
    }

    private bool IsUpToDate =>
        carriedVersion == turns.Tokens.Memory.Version || (script is null && !turns.Tokens.Memory.HasSessionTokens) || Page.IsClosed;

    private async Task CarryAsync(Task before, StorageMemory memory)
    {
        await before.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (IsUpToDate)
        {
            return;
        }

        try
        {
            int now = memory.Version;
            IReadOnlyDictionary<StorageKey, string?> values = memory.SessionValues();
            object?[][] items =
                [.. values.Select(each => new object?[] { each.Key.Origin, each.Key.Name, each.Value, memory.IsToken(each.Key) })];
            await (script is null
                ? protocol.KeepPageAsync()
                : protocol.SendAsync("Page.removeScriptToEvaluateOnNewDocument", new() { ["identifier"] = script }));
            carried = values;
            JsonElement added = await protocol.AskAsync(
                "Page.addScriptToEvaluateOnNewDocument", new() { ["source"] = $"{Copy}({JsonSerializer.Serialize(items)})" });
            (script, carriedVersion) = (added.GetProperty("identifier").GetString(), now);
        }
        catch (PlaywrightException) when (Page.IsClosed)
        {
            // It loads nothing any more.
        }
    }

    private async Task LetGoAsync(ICDPSession session, JsonElement paused)
    {
        string request = paused.GetProperty("requestId").GetString()!;
        string network = paused.TryGetProperty("networkId", out JsonElement id) ? id.GetString()! : request;
        bool isMain = paused.TryGetProperty("frameId", out JsonElement frame) && frame.GetString() == mainFrame;
        try
        {
            LoadTurn? turn = turns.TurnOf(this);
            if (turn is null
                ? turns.Tokens.Covers(new Uri(paused.GetProperty("request").GetProperty("url").GetString()!))
                : isMain && turn.Document is not null && turn.Document != network)
            {
                Network.Held(network); // while it is, it spends nothing
                turn = await turns.EnterAsync(this);
                Network.Sent(network);
            }

            if (turn is not null && isMain)
            {
                turn.Document = network;
            }

            await session.SendAsync("Fetch.continueRequest", new() { ["requestId"] = request });
        }
        catch (Exception gone) when (gone is OperationCanceledException or ObjectDisposedException or PlaywrightException)
        {
            // The page was closed, or went elsewhere, and the request with it.
        }
    }

    private void OnItem(JsonElement happened)
    {
        if (KeyOf(happened) is { } key)
        {
            Set(key, happened.TryGetProperty("newValue", out JsonElement value) ? value.GetString() : null);
        }
    }

    private void OnCleared(JsonElement happened)
    {
        if (OriginOf(happened, out bool isLocal) is { } origin)
        {
            turns.Tokens.Memory.Clear(isLocal, origin);
        }
    }

    private void Set(StorageKey key, string? value)
    {
        // What it was given is older than what others may have by now.
        bool isGiven = !key.IsLocal && carried.TryGetValue(key, out string? given) && given == value;
        if (!isGiven && turns.Tokens.Memory.Set(key, value, out string? before))
        {
            turns.Changed(this, key, before, value);
            if (script is not null && !key.IsLocal)
            {
                _ = RefreshAsync().IsToldAsync(Page.Context.Browser, "sessionStorage"); // or a reload would bring the older one back
            }
        }
    }

    private static StorageKey? KeyOf(JsonElement happened) =>
        OriginOf(happened, out bool isLocal) is { } origin && happened.GetProperty("key").GetString() is { } name
            ? new(isLocal, origin, name) : null;

    /// <summary>Null for what belongs to no site, or to one within another's page.</summary>
    private static string? OriginOf(JsonElement happened, out bool isLocal)
    {
        JsonElement id = happened.GetProperty("storageId");
        isLocal = id.GetProperty("isLocalStorage").GetBoolean();
        string? origin = id.TryGetProperty("securityOrigin", out JsonElement own) ? own.GetString() : null;
        string? key = id.TryGetProperty("storageKey", out JsonElement stored) ? stored.GetString() : null;
        origin ??= key?.TrimEnd('/');
        return origin is { Length: > 0 } && origin.StartsWith("http", StringComparison.Ordinal)
            && key?.Contains('^', StringComparison.Ordinal) != true ? origin.TrimEnd('/') : null;
    }

    private void Close()
    {
        if (closed.TrySetResult()) // both a crash and its end are told
        {
            closing.Cancel();
        }
    }
}
