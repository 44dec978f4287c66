using System.Globalization;
using System.Text.Json.Serialization;

namespace BrowserScraper.Settings;

/// <summary>
/// How many pages work at the same time: a number, or <c>auto</c>, which finds it while it works, within the machine's bounds or within
/// those given, such as <c>auto:2-20</c>.
/// </summary>
[JsonConverter(typeof(PageCountJson))]
internal sealed record PageCount
{
    /// <summary>No run drives more pages.</summary>
    public const int Highest = 64;

    private const string Word = "auto";
    private const int FirstOfAuto = 4;

    private PageCount(int atStart, PageRange? auto) => (AtStart, Auto) = (atStart, auto);

    /// <summary>Pages to begin with.</summary>
    public int AtStart { get; }

    /// <summary>The bounds of <c>auto</c>; null where the number is fixed.</summary>
    public PageRange? Auto { get; }

    /// <summary>The most pages that it allows.</summary>
    public int AtMost => Auto?.Most ?? AtStart;

    public static PageCount Of(int pages) => new(pages, null);

    public static PageCount Of(PageRange auto) => new(auto.Clamp(FirstOfAuto), auto);

    /// <returns>Null where the text is none of the forms.</returns>
    public static PageCount? Parse(string text)
    {
        if (NumberOf(text) is { } pages)
        {
            return Of(pages);
        }

        string[] parts = text.Split(':', 2);
        if (!parts[0].Equals(Word, StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        string[] bounds = parts.Length == 1 ? [] : parts[1].Split('-');
        return bounds switch
        {
            _ when parts.Length == 1 => Of(PageRange.OfMachine),
            [var least, var most] when NumberOf(least) is { } from && NumberOf(most) is { } to && from <= to => Of(new PageRange(from, to)),
            _ => null,
        };
    }

    /// <summary>As it is written.</summary>
    public override string ToString() =>
        Auto is null ? $"{AtStart}" : Auto == PageRange.OfMachine ? Word : $"{Word}:{Auto.Least}-{Auto.Most}";

    private static int? NumberOf(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number is >= 1 and <= Highest
            ? number : null;
}
