using System.Text.Json;
using Microsoft.Playwright;

namespace BrowserScraper.Pages;

/// <summary>
/// Keeps a page from loading what a script does not look at. The list of addresses works inside the browser. What has no
/// telling extension is caught by its kind, which makes the browser ask us about each such request; that is switched on
/// for a page only once it has loaded one. Facts: Chrome DevTools Protocol, Network.setBlockedURLs and Fetch.enable.
/// </summary>
internal sealed class ResourceBlocker(bool blockKinds, IReadOnlyList<string> blockedUrls)
{
    private static readonly string[] Extensions =
    [
        "png", "jpg", "jpeg", "gif", "webp", "avif", "svg", "ico", "bmp", "css", "woff", "woff2", "ttf", "otf", "eot",
        "mp4", "webm", "m4v", "mov", "mp3", "m4a", "ogg", "wav",
    ];

    private static readonly string[] Kinds = ["Image", "Stylesheet", "Font", "Media"];

    private readonly string[] patterns =
        [.. blockKinds ? Extensions.SelectMany(extension => new[] { $"*.{extension}", $"*.{extension}?*" }) : [], .. blockedUrls];

    public async Task ApplyAsync(IPage page)
    {
        if (patterns.Length == 0)
        {
            return;
        }

        ICDPSession protocol = await page.Context.NewCDPSessionAsync(page);
        if (blockKinds)
        {
            BlockByKindWhenNeeded(protocol);
        }

        await protocol.SendAsync("Network.enable", new() { ["maxTotalBufferSize"] = 0, ["maxResourceBufferSize"] = 0 });
        await protocol.SendAsync("Network.setBlockedURLs", new() { ["urls"] = patterns });
    }

    private static void BlockByKindWhenNeeded(ICDPSession protocol)
    {
        bool isOn = false;
        protocol.Event("Fetch.requestPaused").OnEvent += (_, paused) =>
            _ = SendQuietlyAsync(protocol, "Fetch.failRequest", new() { ["requestId"] = paused!.Value.GetProperty("requestId").GetString()!, ["errorReason"] = "BlockedByClient" });
        protocol.Event("Network.responseReceived").OnEvent += (_, received) =>
        {
            // An answer of a blocked kind: it got past the list of addresses.
            if (!isOn && received is { } answer && IsBlockedKind(answer))
            {
                isOn = true;
                _ = SendQuietlyAsync(protocol, "Fetch.enable", new()
                {
                    ["patterns"] = Kinds.Select(kind => new Dictionary<string, object> { ["urlPattern"] = "http*", ["resourceType"] = kind }).ToArray(),
                });
            }
        };
    }

    private static bool IsBlockedKind(JsonElement answer) =>
        Kinds.Contains(answer.GetProperty("type").GetString()) && answer.GetProperty("response").GetProperty("url").GetString()!.StartsWith("http", StringComparison.Ordinal);

    private static async Task SendQuietlyAsync(ICDPSession protocol, string method, Dictionary<string, object> arguments)
    {
        try
        {
            await protocol.SendAsync(method, arguments);
        }
        catch (PlaywrightException)
        {
            // The page went on or was closed; the request went with it.
        }
    }
}
