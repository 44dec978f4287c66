using System.Runtime.CompilerServices;
using System.Text.Json;
using Microsoft.Playwright;

namespace BrowserScraper.Browsers;

/// <summary>
/// What a page's network does: whether documents, XHR or fetch are under way, which of them were answered 401, how the page's document
/// came. Read from the page's protocol session (Chrome DevTools Protocol, Network). Members may be called concurrently.
/// </summary>
internal sealed class PageActivity
{
    private const int MostAnswered = 100;

    /// <summary>What takes longer is no part of drawing the page, such as a long poll.</summary>
    private static readonly TimeSpan LongestRequest = TimeSpan.FromSeconds(5);

    private static readonly ConditionalWeakTable<IPage, Task<PageActivity>> Opened = [];

    private sealed record PendingRequest(Uri Address, long At, bool IsMain);

    private readonly Dictionary<string, PendingRequest> underWay = new(StringComparer.Ordinal);
    private readonly Dictionary<Uri, long> refused = [];
    private readonly HashSet<Uri> answered = [];
    private readonly Lock gate = new();
    private readonly TimeProvider time;
    private volatile DocumentLoad? load;
    private string? mainFrame;
    private int documents;
    private bool isFromCache;

    private PageActivity(TimeProvider time) => this.time = time;

    /// <summary>How many documents the page itself has begun to load.</summary>
    public int Documents => Volatile.Read(ref documents);

    /// <summary>The page's document came from the browser's cache: it does not tell who is signed in now.</summary>
    public bool IsFromCache => Volatile.Read(ref isFromCache);

    /// <summary>Nothing is under way that could still draw the page.</summary>
    public bool IsQuiet
    {
        get
        {
            lock (gate)
            {
                return underWay.Values.All(each => time.GetElapsedTime(each.At) > LongestRequest);
            }
        }
    }

    /// <summary>The activity of a page, from when it was first asked for.</summary>
    public static Task<PageActivity> OfAsync(IPage page, TimeProvider time) => Opened.GetValue(page, _ => OpenAsync(page, time));

    /// <summary>To be called before a page is sent to an address. What it was sent to before is watched no longer.</summary>
    public DocumentLoad Expect(Uri address) => load = new(address);

    /// <summary>Addresses of this document that were last answered 401, without their queries, and for how long that has stood.</summary>
    public IReadOnlyList<(Uri Address, TimeSpan Since)> Refused
    {
        get
        {
            lock (gate)
            {
                return refused.Count == 0 ? [] : [.. refused.Select(each => (each.Key, time.GetElapsedTime(each.Value)))];
            }
        }
    }

    /// <summary>Addresses that scripts of this document have asked for and got, without their queries.</summary>
    public IReadOnlyList<Uri> Answered
    {
        get
        {
            lock (gate)
            {
                return answered.Count == 0 ? [] : [.. answered];
            }
        }
    }

    private static async Task<PageActivity> OpenAsync(IPage page, TimeProvider time)
    {
        PageActivity activity = new(time);
        PageProtocol protocol = await PageProtocol.OfAsync(page);
        protocol.On("Network.requestWillBeSent", activity.OnRequest);
        protocol.On("Network.responseReceived", activity.OnAnswer);
        protocol.On("Network.loadingFinished", activity.OnEnd);
        protocol.On("Network.loadingFailed", activity.OnFailure);
        return activity;
    }

    private void OnRequest(JsonElement sent)
    {
        if (!IsAsking(sent, out bool isDocument)
            || !Uri.TryCreate(sent.GetProperty("request").GetProperty("url").GetString(), UriKind.Absolute, out Uri? address))
        {
            return;
        }

        string id = Id(sent);
        if (isDocument)
        {
            load?.OnRequest(id, address);
        }

        lock (gate)
        {
            bool isMain = isDocument && sent.TryGetProperty("frameId", out JsonElement frame)
                && (mainFrame ??= frame.GetString()) == frame.GetString();
            if (isMain && !underWay.ContainsKey(id)) // a redirect's next hop has the same id
            {
                documents++;
                isFromCache = false;
                refused.Clear();
                answered.Clear();
                underWay.Clear(); // those of the document that goes: Chromium does not always tell their ends
            }

            underWay[id] = new(WithoutQuery(address), time.GetTimestamp(), isMain);
        }
    }

    private void OnAnswer(JsonElement answer)
    {
        if (!IsAsking(answer, out bool isDocument))
        {
            return;
        }

        string id = Id(answer);
        if (isDocument)
        {
            load?.OnAnswer(id);
        }

        lock (gate)
        {
            if (!underWay.TryGetValue(id, out PendingRequest? asked))
            {
                return;
            }

            JsonElement response = answer.GetProperty("response");
            int status = response.GetProperty("status").GetInt32();
            if (status is 401 or 419 or 440) // the last two are what Laravel and IIS say of a session that has run out
            {
                refused.TryAdd(asked.Address, time.GetTimestamp());
            }
            else if (status < 400)
            {
                refused.Remove(asked.Address);
                if (!isDocument && answered.Count < MostAnswered)
                {
                    answered.Add(asked.Address);
                }
            }

            if (asked.IsMain)
            {
                isFromCache = response.TryGetProperty("fromDiskCache", out JsonElement cached) && cached.ValueKind == JsonValueKind.True;
            }
        }
    }

    private void OnEnd(JsonElement ended)
    {
        lock (gate)
        {
            underWay.Remove(Id(ended));
        }
    }

    private void OnFailure(JsonElement failed)
    {
        if (IsAsking(failed, out bool isDocument))
        {
            if (isDocument)
            {
                load?.OnFailure(Id(failed), failed);
            }

            OnEnd(failed);
        }
    }

    // Most requests of a page are for its pictures, and are of no interest.
    private static bool IsAsking(JsonElement happened, out bool isDocument)
    {
        bool hasType = happened.TryGetProperty("type", out JsonElement type);
        isDocument = hasType && type.ValueEquals("Document"u8);
        return isDocument || (hasType && (type.ValueEquals("XHR"u8) || type.ValueEquals("Fetch"u8)));
    }

    private static string Id(JsonElement happened) => happened.GetProperty("requestId").GetString()!;

    private static Uri WithoutQuery(Uri address) =>
        address.Query.Length + address.Fragment.Length == 0 ? address : new(address.GetLeftPart(UriPartial.Path));
}
