using System.Globalization;
using System.Text.RegularExpressions;

namespace BrowserScraper.Sites;

/// <summary>A number by its own shape: what parts thousands, and what stands before the cents.</summary>
internal static partial class AmountShape
{
    private const int MostDigits = 28; // a decimal holds them all

    /// <summary>All numbers of a text, signs and currencies apart.</summary>
    public static IEnumerable<Match> Numbers(string text) => Number().Matches(text);

    /// <returns>The value without its sign, or why there is none.</returns>
    public static (decimal? Value, string? Problem) Read(AmountSurroundings found, char? decimalMark)
    {
        string number = found.Number;
        string marks = string.Concat(number.Where(letter => !char.IsAsciiDigit(letter)));
        (char? decimals, string? problem) = marks.Length == 0 ? (null, null) : DecimalsOf(number, marks, found, decimalMark);
        if (problem is not null)
        {
            return (null, problem);
        }

        string[] halves = decimals is { } mark ? number.Split(mark) : [number];
        if (halves.Length > 2 || !IsGrouped(halves[0]) || (halves.Length == 2 && !halves[1].All(char.IsAsciiDigit)))
        {
            return (null, "its digits are parted in no known way");
        }

        string digits = string.Concat(halves[0].Where(char.IsAsciiDigit));
        string plain = halves.Length == 2 ? $"{digits}.{halves[1]}" : digits;
        return plain.TrimStart('0').Length <= MostDigits
            ? (decimal.Parse(plain, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture), null)
            : (null, "it has too many digits");
    }

    /// <summary>Which mark stands before the cents; null where none does.</summary>
    private static (char? Mark, string? Problem) DecimalsOf(string number, string marks, AmountSurroundings found, char? stated)
    {
        char last = marks[^1];
        if (stated is { } mark)
        {
            return (marks.Contains(mark) ? mark : null, null);
        }

        if (marks.Any(each => each != last))
        {
            return last is '.' or ',' && !found.HasNoCents
                ? (last, null) : (null, found.HasNoCents ? null : "its digits are parted in no known way");
        }

        int at = number.IndexOf(last);
        if (last is not ('.' or ',') || marks.Length > 1 || found.HasNoCents)
        {
            return (null, null); // thousands
        }

        if (number.Length - at - 1 != 3 || at is 0 or > 3 || number[0] == '0')
        {
            return (last, null);
        }

        // Three digits behind a single mark. Where the currency stands behind, a point parts thousands, as on the continent.
        bool isThousands = !found.HasThousandths && (last == ',' || found.IsContinental);
        return isThousands ? (null, null) : (null, $"'{last}' may part thousands or stand before decimals; say decimalMark: '.' or ','");
    }

    // Groups of three with one kind of mark, or as in India: two at a time before the last three.
    private static bool IsGrouped(string whole) => whole.Length == 0 || Grouped().IsMatch(whole);

    // A blank belongs to it where exactly three digits follow. A point or comma before it makes it less than one.
    [GeneratedRegex(@"(?:(?<![\p{L}0-9.,])[.,](?=[0-9]))?[0-9]+(?:[.,'\u2019][0-9]+|[ ](?=[0-9]{3}(?![0-9]))[0-9]{3})*")]
    private static partial Regex Number();

    [GeneratedRegex(@"^(?:[0-9]+|[1-9][0-9]{0,2}(?<mark>[.,'\u2019 ])[0-9]{3}(?:\k<mark>[0-9]{3})*|[1-9][0-9]?(?:,[0-9]{2})+,[0-9]{3})\z")]
    private static partial Regex Grouped();
}
