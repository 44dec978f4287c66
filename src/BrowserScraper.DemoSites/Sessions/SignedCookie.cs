using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace BrowserScraper.DemoSites.Sessions;

/// <summary>Values of cookies that are signed: each is another one, and all that were ever signed are good.</summary>
internal static class SignedCookie
{
    /// <summary>Sessions that are known by such cookies.</summary>
    public static SignInSessions<TSession> Sessions<TSession>(string cookieName)
        where TSession : SignInSession
    {
        byte[] secret = RandomNumberGenerator.GetBytes(32);
        int signed = 0;
        return new(cookieName, Write, Read);

        string Write(string id)
        {
            string said = string.Create(CultureInfo.InvariantCulture, $"{id}.{Interlocked.Increment(ref signed)}");
            return $"{said}.{SignatureOf(said)}";
        }

        string? Read(string value)
        {
            int end = value.LastIndexOf('.');
            return end > 0 && SignatureOf(value[..end]) == value[(end + 1)..]
                ? value[..value.IndexOf('.', StringComparison.Ordinal)] : null;
        }

        string SignatureOf(string said) => Convert.ToHexStringLower(HMACSHA256.HashData(secret, Encoding.UTF8.GetBytes(said)));
    }
}
