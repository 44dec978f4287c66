using System.Globalization;
using System.Text;

namespace BrowserScraper.Items;

/// <summary>
/// Makes text well-formed that a page has brought. Playwright's own answers are (what is half an emoji in the page arrives as U+FFFD, with
/// Chromium 156); JSON that a page or a trace holds as text is not: JavaScript writes a lone surrogate as an escape, which .NET refuses to
/// read.
/// </summary>
internal static class WellFormed
{
    private const string Replacement = "\\ufffd";
    private const int EscapeLength = 6;

    /// <summary>The same JSON, with U+FFFD for each escaped surrogate that has no partner.</summary>
    public static string Json(string json)
    {
        if (!json.Contains("\\ud", StringComparison.OrdinalIgnoreCase))
        {
            return json;
        }

        StringBuilder whole = new(json.Length);
        for (int place = 0; place < json.Length;)
        {
            int length = json[place] != '\\' ? 1 : UnitAt(json, place) is { } unit ? LengthOf(json, place, unit) : 2;
            whole.Append(length == 0 ? Replacement : json.AsSpan(place, Math.Min(length, json.Length - place)));
            place += length == 0 ? EscapeLength : length;
        }

        return whole.ToString();
    }

    // 0 for a surrogate without its partner.
    private static int LengthOf(string json, int place, char unit) =>
        !char.IsSurrogate(unit) ? EscapeLength
        : char.IsHighSurrogate(unit) && UnitAt(json, place + EscapeLength) is { } next && char.IsLowSurrogate(next) ? 2 * EscapeLength
        : 0;

    private static char? UnitAt(string json, int place) =>
        place + EscapeLength <= json.Length && json[place] == '\\' && json[place + 1] == 'u'
        && ushort.TryParse(json.AsSpan(place + 2, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out ushort unit)
            ? (char)unit
            : null;
}
