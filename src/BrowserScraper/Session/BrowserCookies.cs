using System.Text.Json;
using BrowserScraper.Browsers;
using Microsoft.Playwright;

namespace BrowserScraper.Session;

/// <summary>
/// The browser's cookies for requests that are not the browser's own. Which of them go where, the browser itself says (Chrome DevTools
/// Protocol, Network.getCookies): Playwright's own answer takes cookies of one host for its neighbours'. Calls may run concurrently.
/// </summary>
internal static class BrowserCookies
{
    /// <summary>The Cookie header as the browser would send it where the address is a link on the page; null for none.</summary>
    public static async Task<string?> HeaderAsync(IPage page, Uri address)
    {
        PageProtocol protocol = await PageProtocol.OfAsync(page);
        JsonElement said = await protocol.AskAsync("Network.getCookies", new() { ["urls"] = new[] { address.AbsoluteUri } });
        bool isSameSite = SameSite.Are(page.Url, address);
        JsonElement[] cookies = [.. said.GetProperty("cookies").EnumerateArray().Where(cookie => isSameSite || !IsStrict(cookie))];
        string[] pairs = [.. (await InOrderAsync(page, cookies)).Select(PairOf)];
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

    private static bool IsStrict(JsonElement cookie) =>
        cookie.TryGetProperty("sameSite", out JsonElement said) && said.ValueEquals("Strict"u8);

    /// <summary>
    /// Longer paths come first, and of one length the older cookie: of two with one name, sites take the first. Their age is told by their
    /// order among all cookies alone.
    /// </summary>
    private static async Task<IEnumerable<JsonElement>> InOrderAsync(IPage page, JsonElement[] cookies)
    {
        IEnumerable<JsonElement> byPath = cookies.OrderByDescending(cookie => TextOf(cookie, "path").Length);
        if (cookies.DistinctBy(cookie => TextOf(cookie, "name"), StringComparer.Ordinal).Count() == cookies.Length)
        {
            return byPath;
        }

        string[] all = [.. (await page.Context.CookiesAsync()).Select(cookie => $"{cookie.Name}\n{cookie.Domain}\n{cookie.Path}")];
        return cookies.OrderByDescending(cookie => TextOf(cookie, "path").Length)
            .ThenBy(cookie => Array.IndexOf(all, $"{TextOf(cookie, "name")}\n{TextOf(cookie, "domain")}\n{TextOf(cookie, "path")}"));
    }

    private static string TextOf(JsonElement cookie, string what) => cookie.GetProperty(what).GetString()!;

    private static string PairOf(JsonElement cookie)
    {
        string name = cookie.GetProperty("name").GetString()!;
        string value = cookie.GetProperty("value").GetString()!;
        return name.Length == 0 ? value : $"{name}={value}";
    }
}
