using System.Text.Json;

namespace BrowserScraper.Session;

/// <summary>What one request had of a connection over HTTP/1.1, of which a browser context opens six to one host.</summary>
/// <param name="Host">Where it went, with the port.</param>
/// <param name="Waited">Until a connection was free for it; looking the host up and connecting do not count.</param>
/// <param name="Used">From then until its answer began.</param>
internal readonly record struct ConnectionUse(string Host, TimeSpan Waited, TimeSpan Used)
{
    /// <summary>An answer that comes so much later than it arrived is an old one out of the page's memory.</summary>
    private const double LongestDelivery = 1;

    /// <param name="answer">The event Network.responseReceived of the Chrome DevTools Protocol.</param>
    /// <returns>Null where the answer did not come over such a connection: HTTP/2 has one for everything, and a cache needs none.</returns>
    public static ConnectionUse? Of(JsonElement answer)
    {
        JsonElement response = answer.GetProperty("response");
        if (!response.TryGetProperty("timing", out JsonElement timing)
            || !response.TryGetProperty("protocol", out JsonElement protocol)
            || !protocol.GetString()!.StartsWith("http/1", StringComparison.OrdinalIgnoreCase)
            || IsTrue(response, "fromDiskCache") || IsTrue(response, "fromPrefetchCache")
            || !Uri.TryCreate(response.GetProperty("url").GetString(), UriKind.Absolute, out Uri? address))
        {
            return null;
        }

        double sent = timing.GetProperty("sendStart").GetDouble();
        double answered = timing.GetProperty("receiveHeadersEnd").GetDouble();
        double setup = Between(timing, "proxyStart", "proxyEnd") + Between(timing, "dnsStart", "dnsEnd")
            + Between(timing, "connectStart", "connectEnd");
        double delivery = answer.GetProperty("timestamp").GetDouble() - timing.GetProperty("requestTime").GetDouble() - (answered / 1000);
        return delivery > LongestDelivery
            ? null
            : new(address.Authority, TimeSpan.FromMilliseconds(Math.Max(0, sent - setup)),
                TimeSpan.FromMilliseconds(Math.Max(0, answered - sent)));
    }

    private static bool IsTrue(JsonElement response, string name) =>
        response.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.True;

    // -1 stands for "did not happen".
    private static double Between(JsonElement timing, string start, string end) =>
        timing.GetProperty(start).GetDouble() is >= 0 and var begun ? timing.GetProperty(end).GetDouble() - begun : 0;
}
