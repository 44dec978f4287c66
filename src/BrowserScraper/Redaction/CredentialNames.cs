using System.Text.RegularExpressions;

namespace BrowserScraper.Redaction;

/// <summary>Names that say that their value is a credential: of parameters in addresses, of headers.</summary>
internal static partial class CredentialNames
{
    private const string Masked = "...";

    /// <summary>Headers whose values are never kept.</summary>
    public static bool IsHeader(string? name) => name is not null && Headers().IsMatch(name);

    /// <summary>Parameters whose values are told nowhere.</summary>
    public static bool IsParameter(string? name) => name is not null && Parameter().IsMatch(name);

    /// <summary>
    /// Those of them that carry nothing else, so that the value is a secret wherever else it stands. <c>key</c> and <c>code</c> may name an
    /// item as well.
    /// </summary>
    public static bool IsSecret(string name) => Secret().IsMatch(name);

    /// <summary>
    /// The text with <c>sid=...</c> for <c>sid=1234</c> in all addresses in it, also in addresses within their parameters.
    /// </summary>
    public static string MaskedIn(string text) =>
        text.Contains('=') || text.Contains("%3d", StringComparison.OrdinalIgnoreCase)
            ? InAddress().Replace(text, found => found.Groups["name"].Value + Masked) : text;

    /// <summary>The parameters in an address whose names pass, with their values as they stand there.</summary>
    public static IEnumerable<string> SecretsIn(string address) =>
        InAddress().Matches(address).Where(found => IsSecret(found.Groups["word"].Value)).Select(found => found.Groups["value"].Value);

    private const string Words =
        @"[\w.\-]{0,40}(?:token|session|secret|signature|passw(?:or)?d|credential|jwt|api[_\-]?key|access[_\-]?key|saml)[\w.\-]{0,40}"
        + @"|sid|[\w\-]{0,20}sess(?:ion)?_?id|jsessionid|aspsessionid\w*|cfid|cftoken|sig|hmac|key|key-pair-id|policy"
        + @"|auth(?!ors?(?![a-z]))[\w\-]*|code|pass|pwd|otp|ticket"
        + @"|x-(?:amz|goog)-[\w\-]+";

    [GeneratedRegex($"^(?:{Words})$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Parameter();

    [GeneratedRegex(
        @"token|session|secret|signature|passw|jwt|^(?:php|j|asp)?sess(?:ion)?_?id|^sid$|^sig$|^x-(?:amz|goog)-(?:sig|sec|cred)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Secret();

    [GeneratedRegex(
        @"^(?:set-)?cookie2?$|authorization|token|secret|api-?key|session|^x-(?:amz|goog)-(?:sig|sec|cred)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Headers();

    [GeneratedRegex(
        $"""(?<name>(?:[?&#]|&amp;|&\#(?:38|x26);|\\u0026|%3f|%26|%23|;(?=j?sid|jsess))(?<word>{Words})(?:=|%3d))"""
        + """(?<value>(?:(?!%26|&amp;|\\u0026)[^&#;"'<>\s\\])+)""",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex InAddress();
}
