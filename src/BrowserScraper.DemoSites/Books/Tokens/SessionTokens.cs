using BrowserScraper.DemoSites.Sessions;

namespace BrowserScraper.DemoSites.Books.Tokens;

/// <summary>
/// The tokens of one session, under one of the rules. Not thread-safe: its session takes care of that.
/// </summary>
internal abstract class SessionTokens
{
    public static SessionTokens For(BookPortalOptions options) => options.Rotation switch
    {
        TokenRotation.OnRefresh => new RefreshTokens(options.AccessLifetime),
        TokenRotation.Grace => new AnswerTokens(rotates: true, options.Grace),
        TokenRotation.Strict => new AnswerTokens(rotates: true, TimeSpan.Zero),
        _ => new AnswerTokens(rotates: false, TimeSpan.Zero),
    };

    /// <summary>Gives the browser its first tokens.</summary>
    public abstract void Issue(HttpContext context);

    /// <summary>
    /// Judges the request's token and, where it is accepted, replaces it. Any other answer leaves the cookies alone.
    /// </summary>
    public abstract TokenVerdict Use(HttpContext context, TokenPurpose purpose);

    protected static void Set(HttpContext context, string cookie, string value, string path = "/")
    {
        CookieOptions options = SiteCookie.Options;
        options.Path = path;
        context.Response.Cookies.Append(cookie, value, options);
    }
}
