using System.Text.Json;
using System.Text.Json.Nodes;
using BrowserScraper.Browsers;
using BrowserScraper.Redaction;
using Microsoft.Playwright;

namespace BrowserScraper.Session;

/// <summary>
/// Reads from a page's protocol session what its requests and their answers hold of credentials, before anybody can tell of it.
/// </summary>
internal static class SecretTraffic
{
    /// <param name="page">A page that was just opened.</param>
    /// <param name="secrets">Gets cookies, credentials in headers, and sessions and tokens in addresses.</param>
    public static async Task ListenAsync(IPage page, RunSecrets secrets)
    {
        PageProtocol protocol = await PageProtocol.OfAsync(page);
        protocol.Watch("Network.requestWillBeSent", sent =>
        {
            JsonElement request = sent.GetProperty("request");
            secrets.AddAddress(request.GetProperty("url").GetString()!);
            ReadHeaders(request, secrets);
        });
        protocol.Watch("Network.requestWillBeSentExtraInfo", sent => ReadHeaders(sent, secrets));
        protocol.Watch("Network.responseReceivedExtraInfo", answer => ReadHeaders(answer, secrets));
    }

    /// <summary>The same for a saved state: cookies, localStorage, IndexedDB.</summary>
    public static void Read(JsonObject? state, RunSecrets secrets)
    {
        foreach (JsonObject cookie in (state?["cookies"] as JsonArray ?? []).OfType<JsonObject>())
        {
            secrets.AddCookie(StorageState.TextOf(cookie["value"]) ?? "");
        }

        foreach ((_, JsonObject all) in state is null ? [] : StorageState.Origins(state))
        {
            foreach (string kind in new[] { "localStorage", "indexedDB" })
            {
                secrets.AddStored(all[kind]?.ToJsonString() ?? "");
            }
        }
    }

    private static void ReadHeaders(JsonElement from, RunSecrets secrets)
    {
        if (from.TryGetProperty("headers", out JsonElement headers))
        {
            foreach (JsonProperty header in headers.EnumerateObject())
            {
                secrets.AddHeader(header.Name, header.Value.GetString() ?? "");
            }
        }
    }
}
