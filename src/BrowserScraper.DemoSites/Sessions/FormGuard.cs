using System.Security.Cryptography;
using System.Text;

namespace BrowserScraper.DemoSites.Sessions;

/// <summary>
/// Ties a form to the browser that it was drawn for: a cookie, and in the form a hidden field that follows from
/// it.
/// </summary>
internal sealed class FormGuard(string cookieName)
{
    public const string Field = "csrf";

    private readonly byte[] secret = RandomNumberGenerator.GetBytes(32);

    /// <summary>The hidden field's value; gives the browser its cookie if it has none.</summary>
    public string TokenFor(HttpContext context)
    {
        if (!context.Request.Cookies.TryGetValue(cookieName, out string? visitor))
        {
            visitor = RandomNumberGenerator.GetHexString(32, lowercase: true);
            context.Response.Cookies.Append(cookieName, visitor, SiteCookie.Options);
        }

        return TokenOf(visitor);
    }

    public bool Accepts(HttpContext context, IFormCollection form) =>
        context.Request.Cookies.TryGetValue(cookieName, out string? visitor)
        && string.Equals(form[Field], TokenOf(visitor), StringComparison.Ordinal);

    private string TokenOf(string visitor) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(secret, Encoding.UTF8.GetBytes(visitor)));
}
