using System.Security.Cryptography;
using System.Text;
using BrowserScraper.Items;

namespace BrowserScraper.Output;

/// <summary>
/// A Digest challenge (RFC 7616, and RFC 2069 where it names no qop), and the answers to it: each counts on, so that one challenge serves
/// many requests. Members may be called concurrently.
/// </summary>
internal sealed class DigestChallenge
{
    private readonly string realm;
    private readonly string nonce;
    private readonly string? opaque;
    private readonly string? algorithm;
    private readonly bool hasQop;
    private int count;

    private DigestChallenge(HttpChallenge from, bool hasQop)
    {
        realm = from.Parameters.GetValueOrDefault("realm", "");
        nonce = from.Parameters["nonce"];
        opaque = from.Parameters.GetValueOrDefault("opaque");
        algorithm = from.Parameters.GetValueOrDefault("algorithm");
        this.hasQop = hasQop;
    }

    private bool IsSha256 => algorithm?.StartsWith("SHA-256", StringComparison.OrdinalIgnoreCase) == true;

    private bool IsOfSession => algorithm?.EndsWith("-sess", StringComparison.OrdinalIgnoreCase) == true;

    /// <returns>Null where it is no Digest challenge, or one that cannot be answered: another algorithm than MD5 and SHA-256, or auth-int
    /// alone.</returns>
    public static DigestChallenge? Of(HttpChallenge challenge)
    {
        string[]? qop = challenge.Parameters.GetValueOrDefault("qop")?.Split(',', StringSplitOptions.TrimEntries);
        bool isKnown = challenge.Parameters.GetValueOrDefault("algorithm", "MD5")
            .ToUpperInvariant() is "MD5" or "MD5-SESS" or "SHA-256" or "SHA-256-SESS";
        bool isUsable = challenge.IsOf("Digest") && isKnown && challenge.Parameters.ContainsKey("nonce");
        return isUsable && (qop is null || qop.Contains("auth", StringComparer.OrdinalIgnoreCase))
            ? new(challenge, hasQop: qop is not null) : null;
    }

    /// <summary>The Authorization header.</summary>
    /// <param name="login">User and password.</param>
    /// <param name="method">The request's method.</param>
    /// <param name="target">Path and query, as they are sent.</param>
    public string Answer(HttpLogin login, string method, string target) =>
        Answer(login, method, target, Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8)));

    internal string Answer(HttpLogin login, string method, string target, string clientNonce)
    {
        string number = $"{Interlocked.Increment(ref count):x8}";
        string secret = Hash($"{login.Username}:{realm}:{login.Password}");
        secret = IsOfSession ? Hash($"{secret}:{nonce}:{clientNonce}") : secret;
        string request = Hash($"{method}:{target}");
        string response = Hash(hasQop ? $"{secret}:{nonce}:{number}:{clientNonce}:auth:{request}" : $"{secret}:{nonce}:{request}");
        StringBuilder header =
            new($"Digest username={Quoted(login.Username)}, realm={Quoted(realm)}, nonce={Quoted(nonce)}, uri={Quoted(target)}, "
                + $"response=\"{response}\"");
        header.Append(algorithm is null ? "" : $", algorithm={algorithm}");
        header.Append(opaque is null ? "" : $", opaque={Quoted(opaque)}");
        header.Append(hasQop ? $", qop=auth, nc={number}" : "");
        return header.Append(hasQop || IsOfSession ? $", cnonce=\"{clientNonce}\"" : "").ToString();
    }

#pragma warning disable CA5351 // RFC 7616 wants it where the server does
    private string Hash(string text)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        return Convert.ToHexStringLower(IsSha256 ? SHA256.HashData(bytes) : MD5.HashData(bytes));
    }
#pragma warning restore CA5351

    private static string Quoted(string text) =>
        $"\"{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";
}
