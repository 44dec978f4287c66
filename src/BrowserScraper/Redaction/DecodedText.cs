using System.Buffers;
using System.Globalization;
using System.Net;
using System.Text;

namespace BrowserScraper.Redaction;

/// <summary>
/// A text with one layer of escapes undone: percent (UTF-8 or Latin-1), HTML entities, JSON and JavaScript escapes, all at once. It knows
/// of each character where it stood in the text that somebody is going to write, so that what is found here can be taken out there.
/// </summary>
internal sealed class DecodedText
{
    private const int MostLayers = 6;

    private static readonly SearchValues<char> Escapes = SearchValues.Create('%', '&', '\\');

    /// <summary>Entities of HTML that <see cref="WebUtility"/> does not know: signs that passwords are made of.</summary>
    private static readonly Dictionary<string, string> Entities = new(StringComparer.Ordinal)
    {
        ["excl"] = "!", ["num"] = "#", ["dollar"] = "$", ["percnt"] = "%", ["lpar"] = "(", ["rpar"] = ")", ["ast"] = "*", ["midast"] = "*",
        ["plus"] = "+",
        ["comma"] = ",", ["period"] = ".", ["sol"] = "/", ["colon"] = ":", ["semi"] = ";", ["equals"] = "=", ["quest"] = "?",
        ["commat"] = "@",
        ["lsqb"] = "[", ["lbrack"] = "[", ["bsol"] = "\\", ["rsqb"] = "]", ["rbrack"] = "]", ["Hat"] = "^", ["lowbar"] = "_",
        ["UnderBar"] = "_",
        ["grave"] = "`", ["DiacriticalGrave"] = "`", ["lcub"] = "{", ["lbrace"] = "{", ["verbar"] = "|", ["vert"] = "|",
        ["VerticalLine"] = "|",
        ["rcub"] = "}", ["rbrace"] = "}", ["dash"] = "\u2010", ["Tab"] = "\t", ["NewLine"] = "\n", ["AMP"] = "&", ["LT"] = "<",
        ["GT"] = ">", ["QUOT"] = "\"",
    };

    private readonly int[]? places;
    private readonly char[]? letters;
    private readonly string? whole;
    private readonly int length;

    private DecodedText(string whole) => (this.whole, length) = (whole, whole.Length);

    private DecodedText(char[] letters, int[] places, int length) => (this.letters, this.places, this.length) = (letters, places, length);

    public ReadOnlySpan<char> Text => whole is not null ? whole : letters.AsSpan(0, length);

    /// <summary>The text as it is, and then layer by layer until nothing is left to undo.</summary>
    public static IEnumerable<DecodedText> Layers(string text)
    {
        DecodedText? layer = new(text);
        for (int depth = 0; layer is not null && depth < MostLayers; depth++)
        {
            yield return layer;
            layer = layer.Next();
        }
    }

    /// <summary>Where a character stood in the text of the first layer; the length of the text for the one after the last.</summary>
    public int PlaceOf(int index) => places is null ? index : places[index];

    private DecodedText? Next()
    {
        if (!Text.ContainsAny(Escapes))
        {
            return null;
        }

        Writer next = new(this);
        ReadOnlySpan<char> text = Text;
        bool isChanged = false;
        for (int at = 0; at < text.Length;)
        {
            int run = text[at..].IndexOfAny(Escapes);
            if (run != 0)
            {
                int end = run < 0 ? text.Length : at + run;
                next.Copy(at, end);
                at = end;
                continue;
            }

            int used = text[at] switch { '%' => Percent(text, at, next), '&' => Entity(text, at, next), _ => Backslash(text, at, next) };
            isChanged |= used > 0;
            if (used == 0)
            {
                next.Copy(at, at + 1);
            }

            at += Math.Max(used, 1);
        }

        return isChanged ? next.Done() : null;
    }

    // Several bytes of one character stand in a row; what is no UTF-8 is Latin-1.
    private static int Percent(ReadOnlySpan<char> text, int at, Writer next)
    {
        if (at + 5 < text.Length && text[at + 1] is 'u' or 'U' && Hex(text.Slice(at + 2, 4)) is { } unit)
        {
            next.Add((char)unit, at);
            return 6;
        }

        Span<byte> bytes = stackalloc byte[4];
        int count = 0;
        while (count < bytes.Length && at + (3 * count) + 2 < text.Length && text[at + (3 * count)] == '%'
            && Hex(text.Slice(at + (3 * count) + 1, 2)) is { } value)
        {
            bytes[count++] = (byte)value;
        }

        if (count == 0)
        {
            return 0;
        }

        if (Rune.DecodeFromUtf8(bytes[..count], out Rune rune, out int used) == OperationStatus.Done)
        {
            next.Add(rune, at);
            return 3 * used;
        }

        next.Add((char)bytes[0], at);
        return 3;
    }

    private static int Entity(ReadOnlySpan<char> text, int at, Writer next)
    {
        ReadOnlySpan<char> rest = text[(at + 1)..Math.Min(text.Length, at + 36)];
        return rest is ['#', ..] ? Numbered(rest[1..], at, next) : Named(rest, at, next);
    }

    private static int Numbered(ReadOnlySpan<char> rest, int at, Writer next)
    {
        bool isHex = rest is ['x' or 'X', ..];
        ReadOnlySpan<char> digits = isHex ? rest[1..] : rest;
        int count = 0;
        while (count < digits.Length && (isHex ? char.IsAsciiHexDigit(digits[count]) : char.IsAsciiDigit(digits[count])))
        {
            count++;
        }

        if (!int.TryParse(
            digits[..count], isHex ? NumberStyles.AllowHexSpecifier : NumberStyles.None, CultureInfo.InvariantCulture, out int code)
            || !Rune.IsValid(code))
        {
            return 0;
        }

        next.Add(new Rune(code), at);
        return 2 + (isHex ? 1 : 0) + count + (count < digits.Length && digits[count] == ';' ? 1 : 0);
    }

    private static int Named(ReadOnlySpan<char> rest, int at, Writer next)
    {
        int count = 0;
        while (count < rest.Length && char.IsAsciiLetterOrDigit(rest[count]))
        {
            count++;
        }

        if (count < 2)
        {
            return 0;
        }

        bool isEnded = count < rest.Length && rest[count] == ';';
        if (!isEnded)
        {
            // Browsers take a few old names without their semicolon, whatever letters follow.
            count = rest.StartsWith("amp", StringComparison.Ordinal) ? 3 : rest.StartsWith("quot", StringComparison.Ordinal) ? 4
                : rest.StartsWith("lt", StringComparison.Ordinal) || rest.StartsWith("gt", StringComparison.Ordinal) ? 2 : 0;
            if (count == 0)
            {
                return 0;
            }
        }

        string name = rest[..count].ToString();
        string entity = $"&{name};";
        string said = Entities.TryGetValue(name, out string? sign) ? sign : WebUtility.HtmlDecode(entity);
        if (said == entity)
        {
            return 0;
        }

        foreach (char letter in said)
        {
            next.Add(letter, at);
        }

        return 1 + count + (isEnded ? 1 : 0);
    }

    private static int Backslash(ReadOnlySpan<char> text, int at, Writer next)
    {
        ReadOnlySpan<char> rest = text[(at + 1)..Math.Min(text.Length, at + 10)];
        switch (rest)
        {
            case ['u', '{', ..] when rest.IndexOf('}') is var end and > 2 && Hex(rest[2..end]) is { } code && Rune.IsValid(code):
                next.Add(new Rune(code), at);
                return end + 2;
            case ['u', _, _, _, _, ..] when Hex(rest.Slice(1, 4)) is { } unit:
                next.Add((char)unit, at);
                return 6;
            case ['x', _, _, ..] when Hex(rest.Slice(1, 2)) is { } unit:
                next.Add((char)unit, at);
                return 4;
            case ['/' or '\\' or '"' or '\'' or '`', ..]:
                next.Add(rest[0], at);
                return 2;
            case ['n' or 'r' or 't' or 'b' or 'f' or '0', ..]:
                next.Add(rest[0] switch { 'n' => '\n', 'r' => '\r', 't' => '\t', 'b' => '\b', 'f' => '\f', _ => '\0' }, at);
                return 2;
            default:
                return 0;
        }
    }

    private static int? Hex(ReadOnlySpan<char> digits) =>
        int.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out int value) ? value : null;

    /// <summary>Makes the next layer, which is never longer than the one before.</summary>
    private sealed class Writer(DecodedText from)
    {
        private readonly char[] letters = new char[from.length + 1];
        private readonly int[] places = new int[from.length + 2];
        private int count;

        public void Copy(int start, int end)
        {
            from.Text[start..end].CopyTo(letters.AsSpan(count));
            for (int at = start; at < end; at++)
            {
                places[count++] = from.PlaceOf(at);
            }
        }

        public void Add(char letter, int at)
        {
            letters[count] = letter;
            places[count++] = from.PlaceOf(at);
        }

        public void Add(Rune rune, int at)
        {
            Span<char> units = stackalloc char[2];
            int used = rune.EncodeToUtf16(units);
            for (int unit = 0; unit < used; unit++)
            {
                Add(units[unit], at);
            }
        }

        public DecodedText Done()
        {
            places[count] = from.PlaceOf(from.length);
            return new(letters, places, count);
        }
    }
}
