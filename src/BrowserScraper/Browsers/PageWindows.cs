using System.Text.Json;
using Microsoft.Playwright;

namespace BrowserScraper.Browsers;

/// <summary>
/// The windows that a page has opened, and those that they have opened, as the browser knows them: Playwright shows none that has begun
/// with a download, and such a one stays open (measured). Chrome DevTools Protocol, Target.
/// </summary>
internal static class PageWindows
{
    /// <summary>Closes all of them. One that is gone already, or a browser that is, is no error.</summary>
    public static async Task CloseAsync(IPage page)
    {
        try
        {
            PageProtocol protocol = await PageProtocol.OfAsync(page);
            string own = (await protocol.AskAsync("Target.getTargetInfo", [])).GetProperty("targetInfo").GetProperty("targetId")
                .GetString()!;
            JsonElement[] all = [.. (await protocol.AskAsync("Target.getTargets", [])).GetProperty("targetInfos").EnumerateArray()];
            HashSet<string> opened = [own];
            for (int before = 0; before < opened.Count;)
            {
                before = opened.Count; // one level deeper each time
                opened.UnionWith(all.Where(each => OpenerOf(each) is { } opener && opened.Contains(opener)).Select(IdOf).ToArray());
            }

            opened.Remove(own);
            await Task.WhenAll(opened.Select(id => protocol.SendQuietlyAsync("Target.closeTarget", new() { ["targetId"] = id })));
        }
        catch (PlaywrightException)
        {
            // The page is gone.
        }
    }

    private static string IdOf(JsonElement target) => target.GetProperty("targetId").GetString()!;

    private static string? OpenerOf(JsonElement target) =>
        target.TryGetProperty("openerId", out JsonElement opener) ? opener.GetString() : null;
}
