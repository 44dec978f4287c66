using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace BrowserScraper.Server.Access;

/// <summary>Knows who may ask: whoever has the token, or the cookie that it was exchanged for.</summary>
internal sealed class TokenRule
{
    public const string Cookie = "browser-scraper";

    private const string Scheme = "Bearer ";

    private readonly byte[]? token;

    /// <param name="token">Null lets everybody in.</param>
    public TokenRule(string? token)
    {
        if (token is not null)
        {
            this.token = Digest(token);

            // Whoever reads the cookie knows the way in, but not the token.
            CookieValue = Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(token), "browser-scraper sign-in"u8));
        }
    }

    /// <summary>What the cookie holds; null where nobody signs in.</summary>
    public string? CookieValue { get; }

    public bool IsNeeded => token is not null;

    public bool Knows(HttpRequest request) => token is null
        || (request.Headers.Authorization.ToString() is var header && header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)
            && Fits(header[Scheme.Length..].Trim()))
        || (request.Cookies[Cookie] is { } cookie && CryptographicOperations.FixedTimeEquals(Digest(cookie), Digest(CookieValue!)));

    /// <summary>Takes as long for a wrong one as for the right one.</summary>
    public bool Fits(string given) => token is not null && CryptographicOperations.FixedTimeEquals(Digest(given), token);

    private static byte[] Digest(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));
}
