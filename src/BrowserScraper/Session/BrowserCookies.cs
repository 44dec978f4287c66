using System.Text.Json;
using BrowserScraper.Browsers;
using Microsoft.Playwright;

namespace BrowserScraper.Session;

/// <summary>
/// The browser's cookies for requests that are not the browser's own. Which of them go where, the browser itself says (Chrome DevTools Protocol,
/// Network.getCookies): Playwright's own answer takes cookies of one host for its neighbours'. Calls may run concurrently.
/// </summary>
internal static class BrowserCookies
{
    /// <summary>The Cookie header as the browser would send it; null for none.</summary>
    public static async Task<string?> HeaderAsync(IPage page, Uri address)
    {
        PageProtocol protocol = await PageProtocol.OfAsync(page);
        JsonElement said = await protocol.AskAsync("Network.getCookies", new() { ["urls"] = new[] { address.AbsoluteUri } });
        string[] pairs = [.. said.GetProperty("cookies").EnumerateArray().OrderByDescending(cookie => cookie.GetProperty("path").GetString()!.Length).Select(PairOf)];
        return pairs.Length == 0 ? null : string.Join("; ", pairs);
    }

    /// <summary>Keeps what an answer has set. One that the browser refuses is left out, and the others are kept.</summary>
    public static async Task KeepAsync(IBrowserContext context, IReadOnlyList<Cookie> set)
    {
        try
        {
            await context.AddCookiesAsync(set);
        }
        catch (PlaywrightException) when (set.Count > 1)
        {
            foreach (Cookie cookie in set)
            {
                await KeepAsync(context, [cookie]);
            }
        }
        catch (PlaywrightException refused) when (refused.Message.Contains("cookie", StringComparison.OrdinalIgnoreCase))
        {
            // A browser drops it, too.
        }
    }

    private static string PairOf(JsonElement cookie)
    {
        string name = cookie.GetProperty("name").GetString()!;
        string value = cookie.GetProperty("value").GetString()!;
        return name.Length == 0 ? value : $"{name}={value}";
    }
}
