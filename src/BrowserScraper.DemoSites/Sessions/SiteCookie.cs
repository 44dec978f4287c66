namespace BrowserScraper.DemoSites.Sessions;

internal static class SiteCookie
{
    public static CookieOptions Options => new() { HttpOnly = true, SameSite = SameSiteMode.Lax, Path = "/" };
}
