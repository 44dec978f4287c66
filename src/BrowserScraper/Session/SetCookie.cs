using System.Globalization;
using Microsoft.Playwright;

namespace BrowserScraper.Session;

/// <summary>
/// Reads a Set-Cookie header as Chromium does: the grammar of RFC 6265 (section 5.2), with what its successor
/// (draft-ietf-httpbis-rfc6265bis) adds: limits of size, forbidden characters, prefixes of names, SameSite=None only with Secure.
/// </summary>
internal static class SetCookie
{
    private const int LongestPair = 4096; // bytes of name and value
    private const int LongestAttribute = 1024;
    private const long LongestLife = 400 * 86_400; // seconds; what browsers grant at the most
    private const string HostOnly = "__Host-";
    private const string SecureOnly = "__Secure-";

    /// <param name="line">The header's value.</param>
    /// <param name="address">What answered.</param>
    /// <param name="now">Our clock.</param>
    /// <param name="answered">The answer's Date: what it expires at counts from there. Default: our clock.</param>
    /// <returns>Null where the line holds no cookie, or one that a browser would not take.</returns>
    public static Cookie? Parse(string line, Uri address, DateTimeOffset now, DateTimeOffset? answered = null)
    {
        string[] parts = line.Split(';');
        int equals = parts[0].IndexOf('=', StringComparison.Ordinal);
        if (equals < 0)
        {
            return null; // Chromium keeps one without a name, and Playwright cannot
        }

        Cookie cookie =
            new() { Name = Trim(parts[0][..equals]), Value = Trim(parts[0][(equals + 1)..]), Domain = address.Host,
            Path = DefaultPath(address) };
        if (cookie.Name.Length == 0 || !IsFit(cookie.Name + cookie.Value)
            || System.Text.Encoding.UTF8.GetByteCount(cookie.Name + cookie.Value) > LongestPair)
        {
            return null;
        }

        Read read = new();
        foreach (string part in parts.Skip(1))
        {
            string[] pair = part.Split('=', 2);
            string value = pair.Length == 2 ? Trim(pair[1]) : "";
            if (!IsFit(value))
            {
                return null;
            }

            if (value.Length <= LongestAttribute)
            {
                read.Take(Trim(pair[0]), value);
            }
        }

        return DomainOf(read.Domain, address) is { } domain && IsAllowed(cookie.Name, read, address)
            ? Whole(cookie, read, domain, now, answered ?? now) : null;
    }

    /// <summary>Whether it only takes away what was there.</summary>
    public static bool IsDeletion(Cookie cookie) => cookie.Value.Length == 0 || cookie.Expires is > 0 and <= 1;

    private static Cookie Whole(Cookie cookie, Read read, string domain, DateTimeOffset now, DateTimeOffset answered)
    {
        cookie.Domain = domain;
        cookie.Path = read.Path ?? cookie.Path;
        cookie.Secure = read.IsSecure ? true : null;
        cookie.HttpOnly = read.IsHttpOnly ? true : null;
        cookie.SameSite = read.SameSite;
        long? left = read.MaxAge ?? (read.Expires is { } at ? at.ToUnixTimeSeconds() - answered.ToUnixTimeSeconds() : null);
        cookie.Expires = End(left, now);
        return cookie;
    }

    private static bool IsAllowed(string name, Read read, Uri address)
    {
        // Chromium trusts this machine without TLS
        bool isTrusted = address.Scheme == Uri.UriSchemeHttps || address.IsLoopback
            || address.Host.EndsWith(".localhost", StringComparison.Ordinal);
        bool isHostOnly = name.StartsWith(HostOnly, StringComparison.OrdinalIgnoreCase);
        return (!read.IsSecure || isTrusted)
            && (read.SameSite != SameSiteAttribute.None || read.IsSecure)
            && (read.IsSecure || !(isHostOnly || name.StartsWith(SecureOnly, StringComparison.OrdinalIgnoreCase)))
            && (!isHostOnly || (read.Path == "/" && string.IsNullOrEmpty(read.Domain)));
    }

    /// <returns>Null where it is another's.</returns>
    private static string? DomainOf(string? wanted, Uri address)
    {
        if (string.IsNullOrEmpty(wanted))
        {
            return address.Host;
        }

        string domain = wanted.TrimStart('.').ToLowerInvariant();
        return System.Net.IPAddress.TryParse(address.Host.Trim('[', ']'), out _) || !domain.Contains('.', StringComparison.Ordinal)
            ? address.Host == domain ? address.Host : null
            : address.Host == domain || address.Host.EndsWith($".{domain}", StringComparison.Ordinal) ? $".{domain}" : null;
    }

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

    private static string Trim(string text) => text.Trim(' ', '\t');

    private static bool IsFit(string text) => !text.Any(letter => IsForbidden(letter) || letter == '\t');

    private static bool IsForbidden(char letter) => letter is < ' ' and not '\t' or '\u007F';

    /// <summary>The attributes; of several of one kind the last counts.</summary>
    private sealed class Read
    {
        public string? Domain { get; private set; }

        public string? Path { get; private set; }

        public bool IsSecure { get; private set; }

        public bool IsHttpOnly { get; private set; }

        public SameSiteAttribute? SameSite { get; private set; }

        public DateTimeOffset? Expires { get; private set; }

        public long? MaxAge { get; private set; }

        public void Take(string name, string value)
        {
            switch (name.ToUpperInvariant())
            {
                case "DOMAIN": Domain = value; break;
                case "PATH": Path = value.StartsWith('/') ? value : null; break;
                case "SECURE": IsSecure = true; break;
                case "HTTPONLY": IsHttpOnly = true; break;
                case "SAMESITE": SameSite = SameSiteOf(value); break;
                case "EXPIRES": Expires = CookieDate.Parse(value) ?? Expires; break;
                case "MAX-AGE": MaxAge = Seconds(value) ?? MaxAge; break;
            }
        }

        private static SameSiteAttribute? SameSiteOf(string value) => value.ToUpperInvariant() switch
        {
            "STRICT" => SameSiteAttribute.Strict,
            "LAX" => SameSiteAttribute.Lax,
            "NONE" => SameSiteAttribute.None,
            _ => null,
        };

        // What is too long for a number is for ever, or over.
        private static long? Seconds(string value)
        {
            bool isNegative = value.StartsWith('-');
            string digits = isNegative || value.StartsWith('+') ? value[1..] : value;
            return digits.Length == 0 || !digits.All(char.IsAsciiDigit) ? null
                : isNegative ? 0
                : long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out long seconds) ? seconds : LongestLife;
        }
    }
}
