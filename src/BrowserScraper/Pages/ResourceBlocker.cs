using System.Text.Json;
using BrowserScraper.Browsers;
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

    private static readonly Dictionary<string, object>[] KindPatterns =
        [.. Kinds.Select(kind => new Dictionary<string, object> { ["urlPattern"] = "http*", ["resourceType"] = kind })];

    private readonly string[] patterns =
        [.. blockKinds ? Extensions.SelectMany(extension => new[] { $"*.{extension}", $"*.{extension}?*" }) : [], .. blockedUrls];

    public async Task ApplyAsync(IPage page)
    {
        if (patterns.Length == 0)
        {
            return;
        }

        PageProtocol protocol = await PageProtocol.OfAsync(page);
        if (blockKinds)
        {
            BlockByKindWhenNeeded(protocol);
        }

        await protocol.SendAsync("Network.setBlockedURLs", new() { ["urls"] = patterns });
    }

    private void BlockByKindWhenNeeded(PageProtocol protocol)
    {
        bool isOn = false;
        protocol.On("Network.responseReceived", answer =>
        {
            // An answer of a blocked kind: it got past the list of addresses.
            if (!isOn && IsBlockedKind(answer))
            {
                isOn = true;
                _ = protocol.InterceptAsync(this, KindPatterns, paused => Refuse(protocol, paused));
            }
        });
    }

    private static bool Refuse(PageProtocol protocol, JsonElement paused)
    {
        if (!Kinds.Contains(paused.GetProperty("resourceType").GetString()))
        {
            return false;
        }

        _ = protocol.SendQuietlyAsync("Fetch.failRequest", new()
        {
            ["requestId"] = paused.GetProperty("requestId").GetString()!,
            ["errorReason"] = "BlockedByClient",
        });
        return true;
    }

    private static bool IsBlockedKind(JsonElement answer) =>
        Kinds.Contains(answer.GetProperty("type").GetString())
        && answer.GetProperty("response").GetProperty("url").GetString()!.StartsWith("http", StringComparison.Ordinal);
}
