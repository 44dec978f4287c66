using System.Globalization;
using System.Text.RegularExpressions;
using BrowserScraper.Items;
using Microsoft.Playwright;

namespace BrowserScraper.Sites;

/// <summary>Reads how many there are of something.</summary>
public static partial class NumberReading
{
    /// <summary>
    /// A whole number in an element's text, such as <c>1,200 vehicles</c>; null where there is no such element now, or no number in it. The
    /// first element counts. What is no whole number, such as <c>1.2K</c> or <c>12.5</c>, is an error and no guess.
    /// </summary>
    /// <param name="locator">The element.</param>
    /// <param name="after">What stands before the number, such as <c>of</c> for <c>1-25 of 75</c>; no part of a longer word. Default:
    /// nothing, and the first number counts.</param>
    /// <exception cref="ItemEndedException">SiteChanged: the number is no whole one from 0 to 2,147,483,647, or may be another than it
    /// looks like.</exception>
    public static async Task<int?> OptionalNumberAsync(this ILocator locator, string after = "") =>
        await locator.EvaluateAllAsync<string?>("all => all.length ? all[0].textContent : null") is { } text ? NumberIn(text, after) : null;

    /// <inheritdoc cref="OptionalNumberAsync"/>
    internal static int? NumberIn(string text, string after)
    {
        Match before = Regex.Match(
            text, $@"(?<!\w(?=\w)){Regex.Escape(after)}(?!(?<=\p{{L}})\p{{L}})", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);
        if (!before.Success)
        {
            return null;
        }

        Match found = Number().Match(text, before.Index + before.Length);
        if (!found.Success)
        {
            return null;
        }

        string digits = string.Concat(found.Value.Where(char.IsAsciiDigit));
        bool isWhole = int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out int number);
        return isWhole && !GoesOn().IsMatch(text, found.Index + found.Length) && !IsBelowZero().IsMatch(text[..found.Index])
            ? number
            : throw new ItemEndedException(new ItemOutcome.SiteChanged(
                $"a number of items is written '{Around(text, found)}', which is no whole number that can be read for sure"));
    }

    private static string Around(string text, Match number) =>
        CleanText.Of(text[Math.Max(0, number.Index - 20)..Math.Min(text.Length, number.Index + number.Length + 20)]);

    // A point, comma, blank or apostrophe belongs to it where exactly three digits follow.
    [GeneratedRegex(@"[0-9]{1,3}([.,\s'\u2019][0-9]{3}(?![0-9]))+(?![0-9])|[0-9]+")]
    private static partial Regex Number();

    // Decimals and dates; thousands and millions in a letter or a word.
    [GeneratedRegex(
        @"\G(?:[.,:/][0-9]|%|\s?(?:k|mm?|b|bn|mn|mln|mio|mrd|tsd|tys|thousand|million|billion|lakh|lac|crore)s?\b)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex GoesOn();

    [GeneratedRegex(@"(?:^|[^\w\s])\s*[-\u2212]\z")]
    private static partial Regex IsBelowZero();
}
