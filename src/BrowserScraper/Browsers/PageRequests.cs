using System.Text.Json;

namespace BrowserScraper.Browsers;

/// <summary>
/// The last requests of a page for documents, and of its scripts. Its members are called under its owner's lock; events take that
/// themselves.
/// </summary>
internal sealed class PageRequests
{
    private const int MostRequests = 200;

    private readonly Dictionary<string, PageRequest> requests = new(StringComparer.Ordinal);
    private readonly Lock gate;
    private readonly Func<bool> isOfClick;
    private readonly TimeProvider time;
    private int asked;

    /// <param name="protocol">Tells of them (Chrome DevTools Protocol, Network).</param>
    /// <param name="gate">The owner's lock.</param>
    /// <param name="isOfClick">Whether a click is being handled.</param>
    /// <param name="time">The clock.</param>
    public PageRequests(PageProtocol protocol, Lock gate, Func<bool> isOfClick, TimeProvider time)
    {
        (this.gate, this.isOfClick, this.time) = (gate, isOfClick, time);
        protocol.Watch("Network.requestWillBeSent", OnRequest);
        protocol.Watch("Network.responseReceived", OnAnswer);
        protocol.Watch("Network.loadingFinished", ended => OnEnd(ended));
        protocol.Watch("Network.loadingFailed", ended => OnEnd(ended, Text(ended, "errorText")));
    }

    public IReadOnlyCollection<PageRequest> All => requests.Values;

    /// <summary>How many there were so far.</summary>
    public int Asked => asked;

    /// <summary>The one of that number of the browser's; null where it is not known.</summary>
    public PageRequest? Of(string id) => requests.GetValueOrDefault(id);

    private static string Plain(string address) => address.Split('#')[0];

    private static string Text(JsonElement of, string name) =>
        of.TryGetProperty(name, out JsonElement value) ? value.GetString() ?? "" : "";

    private void OnRequest(JsonElement sent)
    {
        string type = Text(sent, "type");
        if (type is not ("Document" or "XHR" or "Fetch"))
        {
            return;
        }

        string address = Plain(Text(sent.GetProperty("request"), "url"));
        string id = Text(sent, "requestId");
        lock (gate)
        {
            if (requests.TryGetValue(id, out PageRequest? known))
            {
                known.Redirected = address;
                return;
            }

            if (requests.Count == MostRequests)
            {
                requests.Remove(requests.MinBy(each => each.Value.Number).Key);
            }

            requests[id] = new(Text(sent, "frameId"), address, type == "Document", ++asked) { IsOfClick = isOfClick() };
        }
    }

    private void OnAnswer(JsonElement answer)
    {
        lock (gate)
        {
            if (requests.TryGetValue(Text(answer, "requestId"), out PageRequest? of))
            {
                JsonElement response = answer.GetProperty("response");
                of.Status = response.GetProperty("status").GetInt32();
                foreach (JsonProperty header in response.GetProperty("headers").EnumerateObject())
                {
                    of.Packed = header.Name.Equals("content-encoding", StringComparison.OrdinalIgnoreCase)
                        ? header.Value.GetString() : of.Packed;
                    of.RetryAfter = header.Name.Equals("retry-after", StringComparison.OrdinalIgnoreCase)
                        ? header.Value.GetString() : of.RetryAfter;
                }
            }
        }
    }

    private void OnEnd(JsonElement ended, string? failure = null)
    {
        lock (gate)
        {
            if (requests.TryGetValue(Text(ended, "requestId"), out PageRequest? of))
            {
                of.EndedAt = time.GetTimestamp();
                of.Failure ??= failure; // the browser's own page of a failure ends under the same number
            }
        }
    }
}
