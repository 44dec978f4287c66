using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Web;

namespace BrowserScraper.Testing.Redaction;

/// <summary>The ways in which sites, browsers and logs write one value. Made here without the code that has to find them.</summary>
public static class SpellingsOfOthers
{
    /// <summary>All of them by name; several may be the same text.</summary>
    public static IReadOnlyDictionary<string, string> Of(string value, string user = "someone")
    {
        byte[] bytes = Encoding.UTF8.GetBytes(value);
        string percent = Uri.EscapeDataString(value);
        string base64 = Convert.ToBase64String(bytes);
        return new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["raw"] = value,
            ["percent"] = percent,
            ["percent, lower"] = Lower(percent),
            ["percent, every byte"] = string.Concat(bytes.Select(each => $"%{each:X2}")),
            ["form"] = WebUtility.UrlEncode(value),
            ["form, lower"] = HttpUtility.UrlEncode(value),
            ["percent twice"] = Uri.EscapeDataString(percent),
            ["percent three times"] = Uri.EscapeDataString(Uri.EscapeDataString(percent)),
            ["HTML"] = WebUtility.HtmlEncode(value),
            ["HTML, all that it may"] = HtmlEncoder.Default.Encode(value),
            ["HTML, decimal"] = string.Concat(value.EnumerateRunes().Select(each => $"&#{each.Value};")),
            ["HTML, hexadecimal"] = string.Concat(value.EnumerateRunes().Select(each => $"&#x{each.Value:x};")),
            ["HTML, hexadecimal with zeros"] = string.Concat(value.EnumerateRunes().Select(each => $"&#X{each.Value:X6};")),
            ["HTML twice"] = WebUtility.HtmlEncode(WebUtility.HtmlEncode(value)),
            ["HTML of percent"] = WebUtility.HtmlEncode(Uri.EscapeDataString(value)),
            ["percent of HTML"] = Uri.EscapeDataString(WebUtility.HtmlEncode(value)),
            ["JSON"] = JavaScriptEncoder.UnsafeRelaxedJsonEscaping.Encode(value),
            ["JSON, escaped"] = JavaScriptEncoder.Default.Encode(value),
            ["JSON, all escaped"] = string.Concat(value.Select(each => string.Create(CultureInfo.InvariantCulture, $"\\u{(int)each:x4}"))),
            ["JSON in JSON"] = JsonSerializer.Serialize(JsonSerializer.Serialize(value)),
            ["JSON with slashes"] = JavaScriptEncoder.UnsafeRelaxedJsonEscaping.Encode(value).Replace("/", "\\/", StringComparison.Ordinal),
            ["JavaScript"] =
                string.Concat(
                    bytes.Length == value.Length
                    ? value.Select(each => string.Create(CultureInfo.InvariantCulture, $"\\x{(int)each:x2}")) : [value]),
            ["base64"] = base64,
            ["base64 without ="] = base64.TrimEnd('='),
            ["base64url"] = Url(base64),
            ["base64 in percent"] = Uri.EscapeDataString(base64),
            ["base64 in JSON"] = JavaScriptEncoder.Default.Encode(base64),
            ["Basic"] = $"Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{value}"))}",
            ["Basic, longer user"] = $"Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}@x:{value}"))}",
            ["Basic, longest user"] = $"Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}@xy:{value}"))}",
            ["base64 of JSON"] = Convert.ToBase64String(JsonSerializer.SerializeToUtf8Bytes(new { user, password = value })),
            ["base64url of JSON"] = Url(
                Convert.ToBase64String(JsonSerializer.SerializeToUtf8Bytes(new { sub = 1, password = value, user }))),
            ["header read as Latin-1"] = Encoding.Latin1.GetString(bytes),
        };
    }

    private static string Url(string base64) => base64.TrimEnd('=').Replace('+', '-').Replace('/', '_');

    private static string Lower(string percent) =>
        System.Text.RegularExpressions.Regex.Replace(
            percent, "%[0-9A-F]{2}", found => found.Value.ToLowerInvariant(), default, TimeSpan.FromSeconds(10));
}
