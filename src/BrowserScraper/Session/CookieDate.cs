using System.Globalization;
using System.Text.RegularExpressions;

namespace BrowserScraper.Session;

/// <summary>
/// Reads the date of a cookie as browsers do (RFC 6265, section 5.1.1): a time, a day, a month and a year in any order, whatever stands
/// between them. A wrong day of the week, a dash or another zone's name change nothing.
/// </summary>
internal static partial class CookieDate
{
    private const int FirstYear = 1601;

    private static readonly string[] Months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

    /// <returns>Null where it is no date.</returns>
    public static DateTimeOffset? Parse(string text)
    {
        (TimeSpan? time, int? day, int? month, int? year) = (null, null, null, null);
        foreach (string token in Delimiters().Split(text).Where(token => token.Length > 0))
        {
            if (time is null && Time().Match(token) is { Success: true } clock)
            {
                time = TimeOf(clock);
                if (time is null)
                {
                    return null;
                }
            }
            else if (day is null && Day().Match(token) is { Success: true } number)
            {
                day = NumberOf(number);
            }
            else if (month is null && token.Length >= 3 && Array.IndexOf(Months, token[..3].ToLowerInvariant()) is >= 0 and var index)
            {
                month = index + 1;
            }
            else if (year is null && Year().Match(token) is { Success: true } digits)
            {
                year = FullYear(NumberOf(digits));
            }
        }

        return time is { } at && day is { } date && month is { } name && year is { } full and >= FirstYear and <= 9999
            && date >= 1 && date <= DateTime.DaysInMonth(full, name)
            ? new DateTimeOffset(full, name, date, 0, 0, 0, TimeSpan.Zero) + at
            : null;
    }

    private static TimeSpan? TimeOf(Match clock)
    {
        (int hours, int minutes, int seconds) = (NumberOf(clock, "hours"), NumberOf(clock, "minutes"), NumberOf(clock, "seconds"));
        return hours <= 23 && minutes <= 59 && seconds <= 59 ? new TimeSpan(hours, minutes, seconds) : null;
    }

    private static int FullYear(int year) => year switch
    {
        >= 70 and <= 99 => 1900 + year,
        <= 69 => 2000 + year,
        _ => year,
    };

    private static int NumberOf(Match token, string name = "number") => int.Parse(token.Groups[name].Value, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"[\t\x20-\x2F\x3B-\x40\x5B-\x60\x7B-\x7E]+")]
    private static partial Regex Delimiters();

    [GeneratedRegex(@"^(?<hours>[0-9]{1,2}):(?<minutes>[0-9]{1,2}):(?<seconds>[0-9]{1,2})(?:[^0-9].*)?$", RegexOptions.Singleline)]
    private static partial Regex Time();

    [GeneratedRegex("^(?<number>[0-9]{1,2})(?:[^0-9].*)?$", RegexOptions.Singleline)]
    private static partial Regex Day();

    [GeneratedRegex("^(?<number>[0-9]{2,4})(?:[^0-9].*)?$", RegexOptions.Singleline)]
    private static partial Regex Year();
}
