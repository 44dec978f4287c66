using System.CommandLine;
using System.Globalization;

namespace BrowserScraper.App.Commands;

/// <summary>An option whose value is a length of time: <c>90s</c>, <c>10m</c>, <c>2h</c>; a bare number is seconds.</summary>
internal static class DurationOption
{
    private static readonly TimeSpan Longest = TimeSpan.FromDays(365);

    public static Option<TimeSpan> Create(string name, string meaning, TimeSpan otherwise) => new(name)
    {
        Description = meaning,
        HelpName = "TIME",
        DefaultValueFactory = _ => otherwise,
        CustomParser = result =>
        {
            string text = result.Tokens[^1].Value;
            if (Parse(text) is { } time)
            {
                return time;
            }

            result.AddError($"{name} {text}: write a number above 0 with s, m or h, such as 90s, 10m or 2h");
            return default;
        },
    };

    /// <returns>Null where it is none.</returns>
    internal static TimeSpan? Parse(string text)
    {
        double unit = text.LastOrDefault() switch { 'h' => 3600, 'm' => 60, _ => 1 };
        string number = text.Length > 1 && text[^1] is 'h' or 'm' or 's' ? text[..^1] : text;
        return double.TryParse(number, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double count) && count > 0
            && count * unit <= Longest.TotalSeconds
            ? TimeSpan.FromSeconds(count * unit)
            : null;
    }
}
