using System.Globalization;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;

namespace BrowserScraper.Scripts.Subtitles;

/// <summary>
/// What is seen of a cue's text: without tags, which also end where the text ends, and with character references read as HTML reads them.
/// Named ones are those of HTML 4; others stay as they are.
/// </summary>
internal static partial class CueText
{
    // What &#128; to &#159; stand for, as old editors wrote them.
    private const string Windows1252 = "\u20AC\u0081\u201A\u0192\u201E\u2026\u2020\u2021\u02C6\u2030\u0160\u2039\u0152\u008D\u017D\u008F"
        + "\u0090\u2018\u2019\u201C\u201D\u2022\u2013\u2014\u02DC\u2122\u0161\u203A\u0153\u009D\u017E\u0178";

    private const int LongestBareName = 6;

    public static string Plain(string text) => Markup().Replace(text, found => found.Value switch
    {
        ['<', ..] => "",
        ['&', '#', 'x' or 'X', .. string digits] => Numbered(digits.TrimEnd(';'), NumberStyles.AllowHexSpecifier),
        ['&', '#', .. string digits] => Numbered(digits.TrimEnd(';'), NumberStyles.None),
        string name => Named(name),
    });

    private static string Numbered(string digits, NumberStyles style)
    {
        int code = int.TryParse(digits, style, CultureInfo.InvariantCulture, out int number) ? number : int.MaxValue;
        return code is >= 0x80 and <= 0x9F
            ? $"{Windows1252[code - 0x80]}"
            : code > 0 && Rune.TryCreate(code, out Rune letter) ? letter.ToString() : "\uFFFD";
    }

    private static string Named(string reference)
    {
        string whole = Decoded(reference);
        if (reference.EndsWith(';') && whole != reference)
        {
            return whole;
        }

        // Those of Latin-1 also count without a semicolon, whatever follows.
        for (int length = Math.Min(LongestBareName + 1, reference.Length); length > 2; length--)
        {
            string known = Decoded($"{reference[..length]};");
            if (known.Length == 1 && known[0] is <= '\u00FF' and not '\'')
            {
                return $"{known}{reference[length..]}";
            }
        }

        return reference;
    }

    private static string Decoded(string reference) => WebUtility.HtmlDecode(reference switch
    {
        "&AMP;" or "&LT;" or "&GT;" or "&QUOT;" or "&COPY;" or "&REG;" => reference.ToLowerInvariant(),
        _ => reference,
    });

    [GeneratedRegex(@"<[^>]*(?:>|\z)|&(?:#[0-9]+|#[xX][0-9A-Fa-f]+|[A-Za-z][A-Za-z0-9]*);?")]
    private static partial Regex Markup();
}
