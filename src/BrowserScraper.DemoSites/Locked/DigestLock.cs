using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http.Features;

namespace BrowserScraper.DemoSites.Locked;

/// <summary>HTTP Digest (RFC 7616) from the server's side: each nonce is ours, and each of its numbers comes once.</summary>
internal sealed partial class DigestLock(LockedPortalOptions options)
{
    private const string Realm = "Members \\\"only\\\"";

    private readonly ConcurrentDictionary<string, ConcurrentDictionary<string, byte>> nonces = new(StringComparer.Ordinal);

    private bool IsSha256 => options.Lock == LockKind.DigestSha256;

    public string Challenge()
    {
        string nonce = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        nonces[nonce] = new(StringComparer.Ordinal);
        return $"Digest realm=\"{Realm}\", qop=\"auth, auth-int\", algorithm={(IsSha256 ? "SHA-256" : "MD5")}, nonce=\"{nonce}\", "
            + "opaque=\"of, the server\", stale=false";
    }

    public bool IsOpenedBy(string given, HttpRequest request)
    {
        if (!given.StartsWith("Digest ", StringComparison.Ordinal))
        {
            return false;
        }

        Dictionary<string, string> said = Parameter().Matches(given).ToDictionary(
            match => match.Groups["name"].Value, match => match.Groups["quoted"].Success
                ? match.Groups["quoted"].Value : match.Groups["plain"].Value, StringComparer.OrdinalIgnoreCase);
        string Of(string name) => said.GetValueOrDefault(name, "");
        string target = request.HttpContext.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        if (!nonces.TryGetValue(Of("nonce"), out ConcurrentDictionary<string, byte>? used)
            || Of("uri") != target || Of("opaque") != "of, the server"
                || Of("username").Replace("\\", "", StringComparison.Ordinal) != options.Username
            || !int.TryParse(Of("nc"), NumberStyles.HexNumber, CultureInfo.InvariantCulture, out int number)
                || number > options.AnswersPerNonce)
        {
            return false;
        }

        string secret = Hash($"{options.Username}:{Realm.Replace("\\", "", StringComparison.Ordinal)}:{options.Password}");
        string right = Hash($"{secret}:{Of("nonce")}:{Of("nc")}:{Of("cnonce")}:auth:{Hash($"{request.Method}:{target}")}");
        return right == Of("response") && used.TryAdd(Of("nc"), 0);
    }

#pragma warning disable CA5351 // RFC 7616 wants it where the server does
    private string Hash(string text)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        return Convert.ToHexStringLower(IsSha256 ? SHA256.HashData(bytes) : MD5.HashData(bytes));
    }
#pragma warning restore CA5351

    [GeneratedRegex("""(?<name>\w+)=(?:"(?<quoted>(?:[^"\\]|\\.)*)"|(?<plain>[^\s,]+))""")]
    private static partial Regex Parameter();
}
