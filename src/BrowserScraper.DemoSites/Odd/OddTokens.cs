using BrowserScraper.DemoSites.Hosting;
using BrowserScraper.DemoSites.Sessions;

namespace BrowserScraper.DemoSites.Odd;

/// <summary>The tokens that an app spends: given at the sign-in, asked for, and replaced.</summary>
internal sealed class OddTokens(OddPortalOptions options, OddSessions sessions, OddCounters counters)
{
    public const string ExactPath = "/api/refresh";
    public const string SessionPath = "/auth/refresh";

    public static string PathOf(OddRefresh refresh) => refresh == OddRefresh.ExactPath ? ExactPath : SessionPath;

    /// <summary>Gives the browser the session's token.</summary>
    public static void Show(HttpContext context, OddPortalOptions options, OddSession session)
    {
        if (options.Refresh != OddRefresh.None)
        {
            CookieOptions cookie = SiteCookie.Options;
            cookie.Path = options.Refresh == OddRefresh.ExactPath ? ExactPath : "/";
            context.Response.Cookies.Append(NameOf(options.Refresh), session.Token, cookie);
        }
    }

    public void Map(IEndpointRouteBuilder routes)
    {
        if (options.Refresh != OddRefresh.None)
        {
            routes.MapPost(PathOf(options.Refresh), RefreshAsync);
        }
    }

    /// <summary>
    /// Whether the request has what the session asks for. One that has not has shown that the session's token is in other hands, and ends
    /// it.
    /// </summary>
    public bool Lets(HttpContext context, OddSession session) =>
        options.Refresh != OddRefresh.EveryPath || session.Takes(context.Request.Cookies[NameOf(options.Refresh)]) || End(session);

    private static string NameOf(OddRefresh refresh) => refresh == OddRefresh.ExactPath ? "odd_refresh" : "odd_token";

    private async Task RefreshAsync(HttpContext context)
    {
        counters.Refreshing(begins: true);
        try
        {
            await Task.Delay(options.Latency, TimeProvider.System, context.RequestAborted);
            if (sessions.Find(context) is not { } session
                || (!session.TrySpend(context.Request.Cookies[NameOf(options.Refresh)]) && !End(session)))
            {
                await context.JsonAsync(new { error = "signed-out" }, StatusCodes.Status401Unauthorized);
                return;
            }

            counters.Add(OddCount.Refresh);
            Show(context, options, session);
            await context.JsonAsync(new { ok = true });
        }
        finally
        {
            counters.Refreshing(begins: false);
        }
    }

    private bool End(OddSession session)
    {
        counters.Add(OddCount.RefusedToken);
        sessions.End(session);
        return false;
    }
}
