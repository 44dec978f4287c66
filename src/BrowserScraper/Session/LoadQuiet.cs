using System.Text.Json;
using BrowserScraper.Browsers;

namespace BrowserScraper.Session;

/// <summary>
/// Whether anything is under way on a page that may yet spend its token: documents, scripts, and what scripts ask for. Read from the page's
/// protocol session (Chrome DevTools Protocol, Network). Members may be called concurrently.
/// </summary>
internal sealed class LoadQuiet(TimeProvider time)
{
    /// <summary>What only reads and takes longer is a long poll, and would never be over.</summary>
    private static readonly TimeSpan LongestReading = TimeSpan.FromSeconds(5);

    private sealed record PendingLoad(long At, bool IsReading);

    private readonly Dictionary<string, PendingLoad> underWay = new(StringComparer.Ordinal);
    private readonly Lock gate = new();
    private long changedAt;
    private bool hasDocument;

    /// <summary>A document was asked for since <see cref="Begin"/>.</summary>
    public bool HasDocument => Volatile.Read(ref hasDocument);

    /// <summary>For how long nothing has been under way; zero where something is.</summary>
    public TimeSpan Since
    {
        get
        {
            lock (gate)
            {
                return underWay.Values.Any(each => !each.IsReading || time.GetElapsedTime(each.At) < LongestReading)
                    ? TimeSpan.Zero : time.GetElapsedTime(changedAt);
            }
        }
    }

    public void Listen(PageProtocol protocol)
    {
        protocol.On("Network.requestWillBeSent", OnRequest);
        protocol.On("Network.responseReceived", OnAnswer);
        protocol.On("Network.loadingFinished", OnEnd);
        protocol.On("Network.loadingFailed", OnEnd);
    }

    /// <summary>What was before does not count.</summary>
    public void Begin()
    {
        lock (gate)
        {
            underWay.Clear();
            hasDocument = false;
            changedAt = time.GetTimestamp();
        }
    }

    /// <summary>A document is held, and not yet under way.</summary>
    public void Held(string request)
    {
        lock (gate)
        {
            underWay.Remove(request);
        }
    }

    /// <summary>One that was held is on its way.</summary>
    public void Sent(string request)
    {
        lock (gate)
        {
            hasDocument = true;
            Add(request, isReading: false);
        }
    }

    private void OnRequest(JsonElement sent)
    {
        string? type = sent.TryGetProperty("type", out JsonElement kind) ? kind.GetString() : null;
        if (type is not ("Document" or "Script" or "XHR" or "Fetch"))
        {
            return;
        }

        lock (gate)
        {
            hasDocument |= type == "Document";
            Add(sent.GetProperty("requestId").GetString()!, isReading: type is "XHR" or "Fetch"
                && sent.GetProperty("request").GetProperty("method").ValueEquals("GET"u8));
        }
    }

    // A body that its script does not read, such as that of a refusal, has no end.
    private void OnAnswer(JsonElement answered)
    {
        if (answered.TryGetProperty("type", out JsonElement kind) && kind.GetString() is "XHR" or "Fetch")
        {
            OnEnd(answered);
        }
    }

    private void OnEnd(JsonElement ended)
    {
        lock (gate)
        {
            if (underWay.Remove(ended.GetProperty("requestId").GetString()!))
            {
                changedAt = time.GetTimestamp();
            }
        }
    }

    private void Add(string request, bool isReading)
    {
        changedAt = time.GetTimestamp();
        underWay[request] = new(changedAt, isReading);
    }
}
