using Microsoft.Playwright;

namespace BrowserScraper.Pages;

/// <summary>
/// Keeps a page from loading what a script does not look at. The list of addresses works inside the browser and costs
/// nothing; what has no telling extension is caught by its kind, so that only those requests make a round trip.
/// Facts: Chrome DevTools Protocol, Network.setBlockedURLs and Fetch.enable.
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
        await protocol.SendAsync("Network.enable", new() { ["maxTotalBufferSize"] = 0, ["maxResourceBufferSize"] = 0 });
        await protocol.SendAsync("Network.setBlockedURLs", new() { ["urls"] = patterns });
        if (blockKinds)
        {
            protocol.Event("Fetch.requestPaused").OnEvent += (_, paused) => _ = RefuseAsync(protocol, paused?.GetProperty("requestId").GetString());
            await protocol.SendAsync("Fetch.enable", new()
            {
                ["patterns"] = Kinds.Select(kind => new Dictionary<string, object> { ["urlPattern"] = "*", ["resourceType"] = kind }).ToArray(),
            });
        }
    }

    private static async Task RefuseAsync(ICDPSession protocol, string? request)
    {
        try
        {
            await protocol.SendAsync("Fetch.failRequest", new() { ["requestId"] = request!, ["errorReason"] = "BlockedByClient" });
        }
        catch (PlaywrightException)
        {
            // The page went on or was closed; the request went with it.
        }
    }
}
