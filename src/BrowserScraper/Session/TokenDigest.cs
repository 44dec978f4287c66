using System.Security.Cryptography;
using System.Text;

namespace BrowserScraper.Session;

/// <summary>What is remembered of a cookie's value: enough to know it again, never the value.</summary>
internal static class TokenDigest
{
    public static string Of(string value) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(value)).AsSpan(0, 8));
}
