using System.IO.Enumeration;
using System.Runtime.CompilerServices;
using System.Text.Json;
using BrowserScraper.Browsers;
using Microsoft.Playwright;

namespace BrowserScraper.Pages;

/// <summary>
/// Keeps pages from loading what a script does not look at. Each page has a list of addresses, and each of its documents a
/// <see cref="BlockingPolicy"/> for what has no telling extension; both cost next to nothing. Whatever gets past them - what is asked for
/// before a document can refuse it, and windows that a page opens - is caught by its kind for the whole browser, which asks us about each
/// such request. Facts: Chrome DevTools Protocol, Network.setBlockedURLs and Fetch.enable. Members may be called concurrently.
/// </summary>
/// <param name="blockKinds">BLOCK_RESOURCES.</param>
/// <param name="areImagesOff">The browser does not ask for images, anyway.</param>
/// <param name="blockedUrls">What a script wants blocked besides; <c>*</c> stands for anything.</param>
/// <param name="isLifted">Asked for each request that was caught: true lets it pass.</param>
internal sealed class ResourceBlocker(bool blockKinds, bool areImagesOff, IReadOnlyList<string> blockedUrls, Func<bool> isLifted)
{
    private static readonly string[] ImageExtensions = ["png", "jpg", "jpeg", "gif", "webp", "avif", "svg", "ico", "bmp"];

    private static readonly string[] Extensions =
        ["css", "woff", "woff2", "ttf", "otf", "eot", "mp4", "webm", "m4v", "mov", "mp3", "m4a", "ogg", "wav"];

    private static readonly string[] Kinds = ["Image", "Stylesheet", "Font", "Media"];

    private readonly ConditionalWeakTable<IBrowser, Task> guarded = [];

    private readonly string[] listed =
    [
        .. blockKinds ? Extensions.SelectMany(PatternsOf) : [],
        .. blockKinds && !areImagesOff ? ImageExtensions.SelectMany(PatternsOf) : [], // even what is refused costs a few messages
        .. blockedUrls,
    ];

    private readonly Dictionary<string, object>[] caught =
    [
        .. blockKinds ? Kinds.Select(kind => new Dictionary<string, object> { ["urlPattern"] = "http*", ["resourceType"] = kind }) : [],
        .. blockedUrls.Select(
            address => new Dictionary<string, object> { ["urlPattern"] = address.Replace("?", "\\?", StringComparison.Ordinal) }),
    ];

    /// <summary>Blocks on a page that was just opened, and on all that it opens in its turn.</summary>
    /// <exception cref="PlaywrightException">The page or its browser is gone.</exception>
    public async Task ApplyAsync(IPage page)
    {
        if (listed.Length == 0)
        {
            return;
        }

        await Task.WhenAll(
            GuardOnceAsync(page.Context.Browser!),
            blockKinds ? page.AddInitScriptAsync(BlockingPolicy.Script(atOnce: areImagesOff)) : Task.CompletedTask,
            ListAsync(page));
    }

    private async Task ListAsync(IPage page) =>
        await (await PageProtocol.OfAsync(page)).SendAsync("Network.setBlockedURLs", new() { ["urls"] = listed });

    private static string[] PatternsOf(string extension) => [$"*.{extension}", $"*.{extension}?*"];

    private async Task GuardOnceAsync(IBrowser browser)
    {
        try
        {
            await guarded.GetValue(browser, GuardAsync);
        }
        catch (PlaywrightException)
        {
            guarded.Remove(browser); // the next page tries again
            throw;
        }
    }

    private Task GuardAsync(IBrowser browser) =>
        BrowserInterception.Of(browser).GuardAsync(caught, paused => !isLifted() && IsCaught(paused));

    // The door may hold requests for others, too.
    private bool IsCaught(JsonElement paused)
    {
        string address = paused.GetProperty("request").GetProperty("url").GetString()!;
        return (blockKinds && Kinds.Contains(paused.GetProperty("resourceType").GetString()))
            || blockedUrls.Any(
                blocked => FileSystemName.MatchesSimpleExpression(
                    blocked.Replace("?", "\\?", StringComparison.Ordinal), address, ignoreCase: false));
    }
}
