using System.Globalization;
using Microsoft.Playwright;

namespace BrowserScraper.Session;

/// <summary>Reads a Set-Cookie header (RFC 6265, section 5.2) into what a browser context takes.</summary>
internal static class SetCookie
{
    private const long LongestLife = 400 * 86_400; // seconds; what browsers grant at the most

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
        long? expires = null;
        long? maxAge = null;
        foreach (string part in parts.Skip(1))
        {
            string[] pair = part.Split('=', 2, StringSplitOptions.TrimEntries);
            string value = pair.Length == 2 ? pair[1] : "";
            switch (pair[0].ToUpperInvariant())
            {
                case "DOMAIN" when value.Length > 0:
                    string domain = value.TrimStart('.').ToLowerInvariant();
                    if (!IsOf(address, domain))
                    {
                        return null;
                    }

                    cookie.Domain = address.HostNameType == UriHostNameType.Dns ? $".{domain}" : address.Host;
                    break;
                case "PATH" when value.StartsWith('/'): cookie.Path = value; break;
                case "SECURE": cookie.Secure = true; break;
                case "HTTPONLY": cookie.HttpOnly = true; break;
                case "SAMESITE" when Enum.TryParse(value, ignoreCase: true, out SameSiteAttribute sameSite): cookie.SameSite = sameSite; break;
                case "EXPIRES" when DateTimeOffset.TryParse(value, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset date): expires = date.ToUnixTimeSeconds() - now.ToUnixTimeSeconds(); break;
                case "MAX-AGE" when long.TryParse(value, CultureInfo.InvariantCulture, out long seconds): maxAge = seconds; break;
            }
        }

        cookie.Expires = End(maxAge ?? expires, now);
        return cookie;
    }

    private static bool IsOf(Uri address, string domain) =>
        address.Host == domain || (address.HostNameType == UriHostNameType.Dns && address.Host.EndsWith($".{domain}", StringComparison.Ordinal));

    // A float counts today's seconds in steps of 128: rounded down, a cookie of half a minute would be dead on arrival.
    private static float? End(long? life, DateTimeOffset now) => life switch
    {
        null => null,
        <= 0 => 1,
        { } left => UpToFloat(now.ToUnixTimeSeconds() + Math.Min(left, LongestLife)),
    };

    private static float UpToFloat(long seconds) => (float)seconds is var near && (long)near < seconds ? MathF.BitIncrement(near) : near;

    private static string DefaultPath(Uri address)
    {
        int last = address.AbsolutePath.LastIndexOf('/');
        return last <= 0 ? "/" : address.AbsolutePath[..last];
    }
}
