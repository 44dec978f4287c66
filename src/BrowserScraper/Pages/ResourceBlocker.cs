using System.Text.Json;
using BrowserScraper.Browsers;
using Microsoft.Playwright;

namespace BrowserScraper.Pages;

/// <summary>
/// Keeps a page from loading what a script does not look at. The list of addresses works inside the browser. What has no
/// telling extension is caught by its kind, which makes the browser ask us about each such request; that is switched on,
/// for all pages, only once one of them has loaded one. Facts: Chrome DevTools Protocol, Network.setBlockedURLs and Fetch.enable.
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

    private readonly TaskCompletionSource leaked = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private readonly string[] patterns =
        [.. blockKinds ? Extensions.SelectMany(extension => new[] { $"*.{extension}", $"*.{extension}?*" }) : [], .. blockedUrls];

    /// <summary>Blocks on a page that was just opened, and on what it opens in its turn: windows, and frames of other sites, which the browser keeps apart.</summary>
    public async Task ApplyAsync(IPage page)
    {
        if (patterns.Length == 0)
        {
            return;
        }

        page.Popup += (_, popup) => _ = ApplyLateAsync(() => ApplyAsync(popup));
        page.FrameNavigated += (_, frame) =>
        {
            if (frame.ParentFrame is { } parent && IsElsewhere(frame.Url, parent.Url))
            {
                _ = ApplyLateAsync(async () => await ApplyAsync(await PageProtocol.OfAsync(frame)));
            }
        };
        await ApplyAsync(await PageProtocol.OfAsync(page));
    }

    private async Task ApplyAsync(PageProtocol protocol)
    {
        if (blockKinds)
        {
            WatchForLeaks(protocol);
            Task holding = HoldKindsAsync(protocol);
            if (leaked.Task.IsCompleted)
            {
                await holding;
            }
        }

        await protocol.SendAsync("Network.setBlockedURLs", new() { ["urls"] = patterns });
    }

    private static async Task ApplyLateAsync(Func<Task> apply)
    {
        try
        {
            await apply();
        }
        catch (PlaywrightException)
        {
            // It was closed meanwhile, or is no process of its own; then what holds for its page holds for it.
        }
    }

    private void WatchForLeaks(PageProtocol protocol) => protocol.On("Network.responseReceived", answer =>
    {
        // An answer of a blocked kind: it got past the list of addresses.
        if (!leaked.Task.IsCompleted && IsBlockedKind(answer))
        {
            leaked.TrySetResult();
        }
    });

    private async Task HoldKindsAsync(PageProtocol protocol)
    {
        await leaked.Task;
        await protocol.InterceptAsync(this, KindPatterns, paused => Refuse(protocol, paused));
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

    private static bool IsElsewhere(string address, string other) =>
        Uri.TryCreate(address, UriKind.Absolute, out Uri? one) && Uri.TryCreate(other, UriKind.Absolute, out Uri? two) && one.Host.Length > 0 && one.Host != two.Host;

    private static bool IsBlockedKind(JsonElement answer) =>
        Kinds.Contains(answer.GetProperty("type").GetString())
        && answer.GetProperty("response").GetProperty("url").GetString()!.StartsWith("http", StringComparison.Ordinal);
}
