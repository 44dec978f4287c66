using System.Net;
using System.Text;
using System.Text.Encodings.Web;

namespace BrowserScraper.Redaction;

/// <summary>
/// What a secret has to be looked for as. Percent, HTML and JSON are undone in the text (<see cref="DecodedText"/>), in whatever mixture
/// and however often; here is what cannot be undone there: base64, and a secret that itself looks like something escaped.
/// </summary>
internal static class Spellings
{
    /// <summary>
    /// Base64 is looked for by what this many bytes of a secret make: enough to tell it, and cheap for tokens of many kilobytes.
    /// </summary>
    private const int LongestStart = 48;

    /// <summary>Below that, the inner part of a base64 text says too little.</summary>
    private const int ShortestCore = 6;

    /// <param name="secret">The secret, not empty.</param>
    public static IReadOnlyCollection<SecretPattern> Of(string secret)
    {
        HashSet<SecretPattern> found = [];
        foreach (DecodedText layer in DecodedText.Layers(secret))
        {
            Add(found, layer.Text.ToString());
        }

        // Undone as a whole, it would be too short to be found within a longer text: then it is looked for as others write it.
        if (secret.Length >= PatternTable.Window && found.Any(pattern => pattern.Text.Length < PatternTable.Window))
        {
            Array.ForEach(Written(secret), written => Add(found, written));
        }

        if (secret.Any(letter => letter > '\x7f'))
        {
            // UTF-8 that somebody has taken for Latin-1, such as headers
            Add(found, Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(secret)));
        }

        foreach (string written in new HashSet<string>([secret, .. Written(secret)], StringComparer.Ordinal))
        {
            AddBase64(found, Encoding.UTF8.GetBytes(written));
        }

        if (secret.Any(letter => letter is > '\x7f' and <= '\xff') && !secret.Any(letter => letter > '\xff'))
        {
            AddBase64(found, Encoding.Latin1.GetBytes(secret));
        }

        return found;
    }

    private static string[] Written(string secret) =>
    [
        JavaScriptEncoder.UnsafeRelaxedJsonEscaping.Encode(secret), JavaScriptEncoder.Default.Encode(secret), Uri.EscapeDataString(secret),
        WebUtility.HtmlEncode(secret), HtmlEncoder.Default.Encode(secret),
    ];

    private static void Add(HashSet<SecretPattern> found, string text)
    {
        if (text.Length > 0)
        {
            found.Add(new(text));
        }
    }

    private static void AddBase64(HashSet<SecretPattern> found, byte[] bytes)
    {
        string alone = Convert.ToBase64String(bytes.AsSpan(0, Math.Min(bytes.Length, LongestStart)));
        if (bytes.Length < ShortestCore)
        {
            Add(found, alone);
            Add(found, alone.TrimEnd('='));
            Add(found, UrlForm(alone));
            Add(found, UrlForm(alone.TrimEnd('=')));
            return;
        }

        // Within a longer text it may begin at each of three places of a group of four letters.
        for (int before = 0; before < 3; before++)
        {
            byte[] moved = [.. new byte[before], .. bytes.AsSpan(0, Math.Min(bytes.Length, LongestStart))];
            int first = ((8 * before) + 5) / 6;
            string core = Convert.ToBase64String(moved)[first..(8 * moved.Length / 6)];
            found.Add(new(core, IsBase64: true));
            found.Add(new(UrlForm(core), IsBase64: true));
        }
    }

    private static string UrlForm(string base64) => base64.Replace('+', '-').Replace('/', '_');
}
