using System.Globalization;
using Microsoft.Playwright;

namespace BrowserScraper.Session;

/// <summary>Reads a Set-Cookie header (RFC 6265, section 5.2) into what a browser context takes.</summary>
internal static class SetCookie
{
    /// <returns>Null where the line holds no cookie.</returns>
    public static Cookie? Parse(string line, Uri address, DateTimeOffset now)
    {
        string[] parts = line.Split(';', StringSplitOptions.TrimEntries);
        int equals = parts[0].IndexOf('=', StringComparison.Ordinal);
        if (equals <= 0)
        {
            return null;
        }

        Cookie cookie = new() { Name = parts[0][..equals].Trim(), Value = parts[0][(equals + 1)..].Trim(), Domain = address.Host, Path = DefaultPath(address) };
        float? expires = null;
        float? maxAge = null;
        foreach (string part in parts.Skip(1))
        {
            string[] pair = part.Split('=', 2, StringSplitOptions.TrimEntries);
            string value = pair.Length == 2 ? pair[1] : "";
            switch (pair[0].ToUpperInvariant())
            {
                case "DOMAIN" when value.Length > 0: cookie.Domain = $".{value.TrimStart('.')}"; break;
                case "PATH" when value.StartsWith('/'): cookie.Path = value; break;
                case "SECURE": cookie.Secure = true; break;
                case "HTTPONLY": cookie.HttpOnly = true; break;
                case "SAMESITE" when Enum.TryParse(value, ignoreCase: true, out SameSiteAttribute sameSite): cookie.SameSite = sameSite; break;
                case "EXPIRES" when DateTimeOffset.TryParse(value, CultureInfo.InvariantCulture, out DateTimeOffset date): expires = date.ToUnixTimeSeconds(); break;
                case "MAX-AGE" when long.TryParse(value, CultureInfo.InvariantCulture, out long seconds): maxAge = now.ToUnixTimeSeconds() + seconds; break;
            }
        }

        cookie.Expires = maxAge ?? expires;
        return cookie;
    }

    private static string DefaultPath(Uri address)
    {
        int last = address.AbsolutePath.LastIndexOf('/');
        return last <= 0 ? "/" : address.AbsolutePath[..last];
    }
}
