using Microsoft.Playwright;

namespace BrowserScraper.Session;

/// <summary>What tells one cookie of a jar from another.</summary>
internal readonly record struct CookieKey(string Name, string Domain, string Path)
{
    public static CookieKey Of(Cookie cookie) => new(cookie.Name, cookie.Domain!, cookie.Path!);

    public static CookieKey Of(BrowserContextCookiesResult cookie) => new(cookie.Name, cookie.Domain, cookie.Path);
}
