using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace BrowserScraper.Sites;

/// <summary>Reads how many there are of something.</summary>
public static partial class NumberReading
{
    /// <summary>
    /// A whole number in an element's text, such as <c>1,200 vehicles</c>; null where there is no such element now, or no number in it. The first
    /// element counts.
    /// </summary>
    /// <param name="locator">The element.</param>
    /// <param name="after">What stands before the number, such as <c>of</c> for <c>1-25 of 75</c>; no part of a longer word. Default: nothing, and the first number counts.</param>
    public static async Task<int?> OptionalNumberAsync(this ILocator locator, string after = "") =>
        await locator.EvaluateAllAsync<string?>("all => all.length ? all[0].textContent : null") is { } text ? NumberIn(text, after) : null;

    /// <inheritdoc cref="OptionalNumberAsync"/>
    internal static int? NumberIn(string text, string after)
    {
        Match before = Regex.Match(text, $@"(?<!\w(?=\w)){Regex.Escape(after)}(?!(?<=\p{{L}})\p{{L}})", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);
        if (!before.Success)
        {
            return null;
        }

        string digits = string.Concat(Number().Match(text, before.Index + before.Length).Value.Where(char.IsAsciiDigit));
        return int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : null;
    }

    // A point, comma, blank or apostrophe belongs to it where exactly three digits follow.
    [GeneratedRegex(@"[0-9]{1,3}([.,\s'\u2019][0-9]{3}(?![0-9]))+(?![0-9])|[0-9]+")]
    private static partial Regex Number();
}
