using System.Runtime.CompilerServices;
using System.Text.Json;
using Microsoft.Playwright;

namespace BrowserScraper.Browsers;

/// <summary>
/// Tells what on a page a click has begun. The page's own process tells of all navigations, frames and windows in their order, and between
/// them when it begins and ends to handle a click: that is seen by a script in a world of its own, which pages do not see. What lies
/// between belongs to the click (measured; Chrome DevTools Protocol, Page and Runtime.bindingCalled). Members may be called concurrently.
/// </summary>
internal sealed class ClickSignals
{
    private static readonly ConditionalWeakTable<IPage, ClickSignals> Known = [];

    private readonly Lock gate = new();
    private readonly List<Beginning> beginnings = [];
    private readonly List<PageDownload> downloads = [];
    private readonly Dictionary<string, PageDownload> underWay = new(StringComparer.Ordinal);
    private readonly PageRequests requests;
    private readonly HashSet<string> handled = new(StringComparer.Ordinal);
    private readonly HashSet<string> own = new(StringComparer.Ordinal);
    private readonly PageProtocol protocol;
    private Task<string?> listening = Task.FromResult<string?>(null);
    private int before;
    private bool isShown;
    private bool isTold;

    private ClickSignals(PageProtocol protocol, TimeProvider time)
    {
        this.protocol = protocol;
        requests = new(protocol, gate, () => IsHandling, time);
        protocol.Watch("Page.frameRequestedNavigation", OnNavigation);
        protocol.Watch("Page.frameNavigated", OnShown);
        protocol.Watch("Page.windowOpen", OnWindow);
        protocol.Watch("Page.downloadWillBegin", OnDownload);
        protocol.Watch("Page.downloadProgress", OnProgress);
        protocol.Watch("Runtime.bindingCalled", OnTold);
    }

    /// <summary>
    /// Begins to listen to the requests of a page that was just opened, which costs the browser nothing; the rest waits for the first
    /// click.
    /// </summary>
    public static async Task<ClickSignals> OfAsync(IPage page, TimeProvider time)
    {
        PageProtocol opened = await PageProtocol.OfAsync(page);
        return Known.GetValue(page, _ => new(opened, time));
    }

    /// <summary>The page shows a document that the click has led to: what begins there belongs to the click.</summary>
    public bool IsShown => Volatile.Read(ref isShown);

    /// <summary>What was begun since <see cref="Begin"/>, in its order.</summary>
    public IReadOnlyList<Beginning> Beginnings
    {
        get
        {
            lock (gate)
            {
                return [.. beginnings];
            }
        }
    }

    /// <summary>
    /// A document that the click has asked for came packed, and the browser did not take it, since nothing packed was asked for.
    /// </summary>
    public bool IsPackedUnasked
    {
        get
        {
            lock (gate)
            {
                return requests.All.Any(each => IsOfClick(each) && each.Failure == "net::ERR_CONTENT_DECODING_FAILED");
            }
        }
    }

    /// <summary>
    /// What has become of what the click has asked for, where no file can come of that: a document was given up before it was answered, and
    /// not asked for again, as the page was sent elsewhere meanwhile; or all that a script has asked for was refused. Null where one can.
    /// </summary>
    public string? Fault
    {
        get
        {
            lock (gate)
            {
                PageRequest[] documents = [.. requests.All.Where(each => each.IsDocument && each.Number > before)];
                if (documents.Any(each => each is { Status: 0, Failure: "net::ERR_ABORTED" } && IsOfClick(each)
                    && !documents.Any(later => later.Number > each.Number && later.Address == each.Address)))
                {
                    return "was given up for it";
                }

                PageRequest[] asked = [.. requests.All.Where(each => !each.IsDocument && IsOfClick(each))];
                return asked.Length > 0 && asked.All(each => each.Status >= 400) ? $"was answered with {asked[0].Status}" : null;
            }
        }
    }

    /// <summary>Whether the page has told of the click: one in a frame of another site is not.</summary>
    public bool IsTold => Volatile.Read(ref isTold);

    /// <summary>Whether the link or form that was clicked leads to an address.</summary>
    public bool LeadsTo(string address)
    {
        lock (gate)
        {
            return own.Contains(Plain(address));
        }
    }

    /// <summary>
    /// Sees to it that the next click is told, until <see cref="EndAsync"/>: a page that is listened to tells of each of its documents
    /// twice.
    /// </summary>
    /// <param name="takesPacked">What comes may be packed; else nothing packed is asked for until then.</param>
    public Task PrepareAsync(bool takesPacked)
    {
        listening = ListenAsync();
        return Task.WhenAll(listening, takesPacked ? Task.CompletedTask : AskForAsync(new() { ["Accept-Encoding"] = "identity" }));
    }

    /// <summary>The link or form that was clicked leads there.</summary>
    public void AddOwn(IEnumerable<string> addresses)
    {
        lock (gate)
        {
            own.UnionWith(addresses.Select(Plain));
        }
    }

    /// <summary>Forgets what earlier clicks have begun.</summary>
    /// <param name="address">Where the link leads that is about to be clicked; null where that is not known.</param>
    public void Begin(string? address)
    {
        lock (gate)
        {
            beginnings.Clear();
            downloads.Clear();
            underWay.Clear();
            handled.Clear();
            own.Clear();
            AddOwn(address is null ? [] : [address]);
            (before, isShown, isTold) = (requests.Asked, false, false);
        }
    }

    /// <summary>
    /// The page may be sent packed again: a packed body that ends early is taken for whole by browsers, so a click asks for none.
    /// </summary>
    public Task TakePackedAsync() => AskForAsync([]);

    /// <summary>Listens to no click any more, and not to how its download goes on.</summary>
    public Task EndAsync()
    {
        // What is sent together is taken in its order, so the next click may be prepared at once.
        string? script = listening.IsCompletedSuccessfully ? listening.Result : null;
        return Task.WhenAll(
            script is null
                ? Task.CompletedTask
                : protocol.SendQuietlyAsync("Page.removeScriptToEvaluateOnNewDocument", new() { ["identifier"] = script }),
            protocol.SendQuietlyAsync("Runtime.disable"),
            protocol.DisablePageAsync());
    }

    /// <summary>Returns when all that the browser has told so far has been heard.</summary>
    public Task HearAsync() => protocol.SendQuietlyAsync("Page.enable");

    /// <summary>Such a download that a frame of this page itself has begun; null where none has. Each is given out once.</summary>
    public PageDownload? TakeDownload(string address)
    {
        lock (gate)
        {
            PageDownload? found = downloads.Find(each => each.Address == address);
            return found is not null && downloads.Remove(found) ? found : null;
        }
    }

    /// <summary>The request for a document that has led to an address; null where there was none.</summary>
    public PageRequest? RequestOf(string frame, string address)
    {
        lock (gate)
        {
            return requests.All.Where(each => each.IsDocument && each.Frame == frame && each.Last == Plain(address))
                .MaxBy(each => each.Number);
        }
    }

    /// <summary>Whether a request was sent before the click that was told last.</summary>
    public bool IsBefore(PageRequest request) => request.Number <= Volatile.Read(ref before);

    /// <summary>
    /// Whether something that the click has asked for is still under way, and when the last of it ended, as a timestamp; 0 where nothing
    /// has.
    /// </summary>
    public (bool IsWaiting, long Since) OfClick
    {
        get
        {
            lock (gate)
            {
                PageRequest[] all = [.. requests.All.Where(IsOfClick)];
                return (Array.Exists(all, each => each.EndedAt == 0), all.Select(each => each.EndedAt).DefaultIfEmpty().Max());
            }
        }
    }

    /// <summary>Whether a script has asked for something within the click.</summary>
    /// <param name="address">For that; null for anything.</param>
    public bool HasAsked(string? address = null)
    {
        lock (gate)
        {
            return requests.All.Any(each => !each.IsDocument && (address is null || each.Last == Plain(address)) && IsOfClick(each));
        }
    }

    private bool IsHandling => handled.Count > 0;

    // Of a document the browser tells, of what a page's scripts ask for the page's own process: only the latter comes in order.
    private bool IsOfClick(PageRequest request) => request.Number > before && (request.IsDocument
        ? beginnings.Exists(each => each.IsOfClick && each.Frame == request.Frame && Plain(each.Address) == request.Address)
        : request.IsOfClick);

    private static string Plain(string address) => address.Split('#')[0];

    private static string Text(JsonElement of, string name) =>
        of.TryGetProperty(name, out JsonElement value) ? value.GetString() ?? "" : "";

    // Headers that go with each request of this page; Playwright's own are kept with another session.
    private Task<bool> AskForAsync(Dictionary<string, object> headers) =>
        protocol.SendQuietlyAsync("Network.setExtraHTTPHeaders", new() { ["headers"] = headers });

    private async Task<string?> ListenAsync()
    {
        Task[] enabling =
        [
            protocol.SendAsync("Page.enable"), protocol.SendAsync("Runtime.enable"),
            protocol.SendAsync(
                "Runtime.addBinding", new() { ["name"] = ClickScript.Binding, ["executionContextName"] = ClickScript.World }),
        ];
        Task<JsonElement> adding =
            protocol.AskAsync(
                "Page.addScriptToEvaluateOnNewDocument",
                new() { ["source"] = ClickScript.Telling, ["worldName"] = ClickScript.World, ["runImmediately"] = true });
        await Task.WhenAll([.. enabling, adding]);
        return (await adding).GetProperty("identifier").GetString();
    }

    private void OnTold(JsonElement called)
    {
        if (Text(called, "name") != ClickScript.Binding || Text(called, "payload") is not { Length: > 1 } said)
        {
            return;
        }

        string[] told = said[1..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        string click = $"{called.GetProperty("executionContextId").GetInt32()}.{told[0]}";
        lock (gate)
        {
            _ = said[0] == '+' ? handled.Add(click) : handled.Remove(click);
            AddOwn(told[1..]);
            isTold = true;
        }
    }

    private void OnShown(JsonElement shown)
    {
        JsonElement frame = shown.GetProperty("frame");
        if (frame.TryGetProperty("parentId", out _))
        {
            return;
        }

        lock (gate)
        {
            handled.Clear(); // the page that was clicked has gone, and tells no end
            isShown |= requests.Of(Text(frame, "loaderId")) is { } of && IsOfClick(of);
        }
    }

    private void OnNavigation(JsonElement begun)
    {
        string reason = Text(begun, "reason");
        lock (gate)
        {
            string address = Text(begun, "url");
            bool isForm = reason.StartsWith("formSubmission", StringComparison.Ordinal);
            bool isOwn = own.Contains(Plain(address)) || (isForm && own.Contains(address.Split('?')[0]));
            beginnings.Add(new(Text(begun, "frameId"), address, IsHandling || isOwn, isForm));
        }
    }

    private void OnWindow(JsonElement opened)
    {
        lock (gate)
        {
            string address = Text(opened, "url");
            beginnings.Add(new(Frame: null, address, IsHandling || own.Contains(Plain(address)), IsForm: false));
        }
    }

    private void OnDownload(JsonElement begun)
    {
        lock (gate)
        {
            PageDownload further = new(Text(begun, "frameId"), Text(begun, "url"));
            downloads.Add(further);
            underWay[Text(begun, "guid")] = further;
        }
    }

    private void OnProgress(JsonElement told)
    {
        lock (gate)
        {
            if (underWay.TryGetValue(Text(told, "guid"), out PageDownload? of))
            {
                of.OnProgress((long)told.GetProperty("totalBytes").GetDouble(), (long)told.GetProperty("receivedBytes").GetDouble());
            }
        }
    }
}
