using System.Text.Json;
using BrowserScraper.Browsers;
using Microsoft.Playwright;

namespace BrowserScraper.Session;

/// <summary>Reads from a page's protocol session what its requests have to do with shards.</summary>
internal static class PageTraffic
{
    /// <param name="page">A page that was just opened.</param>
    /// <param name="isMeasured">Whether somebody wants to know of connections now.</param>
    /// <param name="used">Gets what a request had of its connection.</param>
    /// <param name="isShared">Whether somebody wants to know of cookies now.</param>
    /// <param name="set">Called when an answer has set a cookie.</param>
    public static async Task ListenAsync(IPage page, Func<bool> isMeasured, Action<ConnectionUse> used, Func<bool> isShared, Action set)
    {
        PageProtocol protocol = await PageProtocol.OfAsync(page);
        protocol.On("Network.responseReceived", answer =>
        {
            if (isMeasured() && ConnectionUse.Of(answer) is { } use)
            {
                used(use);
            }
        });
        protocol.On("Network.responseReceivedExtraInfo", answer =>
        {
            if (isShared() && SetsCookie(answer))
            {
                set();
            }
        });
    }

    private static bool SetsCookie(JsonElement answer) =>
        answer.GetProperty("headers").EnumerateObject().Any(header => header.Name.Equals("set-cookie", StringComparison.OrdinalIgnoreCase));
}
