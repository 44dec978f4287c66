using System.Text.RegularExpressions;
using BrowserScraper.Items;
using Microsoft.Playwright;

namespace BrowserScraper.Sites;

/// <summary>
/// Reads amounts of money as accounts write them. Where a text has several numbers, the first beside a currency counts, or else the first.
/// A minus before or behind, or parentheses round the amount alone, make it negative. What may mean two things, such as <c>1.234</c>,
/// <c>$1.5M</c> or <c>24.00 CR</c>, is an error and no guess.
/// </summary>
public static class MoneyReading
{
    /// <summary>
    /// An amount such as <c>$24,995</c>, <c>-1 200.50 EUR</c> or <c>(24.00)</c>; null where there is no such element or no number in it.
    /// </summary>
    /// <param name="locator">The element. Its text is waited for as <see cref="PageReading.OptionalTextAsync"/> does.</param>
    /// <param name="decimalMark">What the site writes before cents, <c>.</c> or <c>,</c>. Default: the number's own shape tells.</param>
    /// <exception cref="ItemEndedException">SiteChanged: there is a number, and it may mean two things.</exception>
    public static async Task<decimal?> OptionalMoneyAsync(this ILocator locator, char? decimalMark = null) =>
        await locator.OptionalTextAsync() is { } text ? Read(text, decimalMark, PageReading.Describe(locator)) : null;

    /// <summary>
    /// The amount in a text, for what was read in another way, such as by <see cref="PageReading.ReadAllAsync"/>; null where there is no
    /// number in it.
    /// </summary>
    /// <param name="text">The text.</param>
    /// <param name="decimalMark">What the site writes before cents, <c>.</c> or <c>,</c>. Default: the number's own shape tells.</param>
    /// <exception cref="ItemEndedException">SiteChanged: there is a number, and it may mean two things.</exception>
    public static decimal? Read(string text, char? decimalMark = null) => Read(text, decimalMark, "an amount");

    internal static decimal? Read(string text, char? decimalMark, string name)
    {
        if (decimalMark is not (null or '.' or ','))
        {
            throw new ArgumentException($"decimalMark is '{decimalMark}'; allowed are . and ,", nameof(decimalMark));
        }

        string clean = string.Concat(CleanText.Of(text).Select(Ascii));
        AmountSurroundings? first = null;
        foreach (Match number in AmountShape.Numbers(clean))
        {
            AmountSurroundings found = AmountSurroundings.Of(clean, number);
            first ??= found;
            if (found.HasCurrency)
            {
                first = found;
                break;
            }
        }

        if (first is null)
        {
            return null;
        }

        (decimal? value, string? problem) = first.Problem is null ? AmountShape.Read(first, decimalMark) : (null, first.Problem);
        return problem is null
            ? first.IsNegative ? -value : value
            : throw new ItemEndedException(
                new ItemOutcome.SiteChanged($"{name} says '{Short(clean)}', which is no amount that can be read for sure: {problem}"));
    }

    private static string Short(string text) => text.Length <= 80 ? text : $"{text[..80]}...";

    // Digits and their marks may be Arabic or full-width.
    private static char Ascii(char letter) => letter switch
    {
        '\u066B' or '\uFF0E' => '.',
        '\u066C' or '\uFF0C' => ',',
        _ => char.IsDigit(letter) ? (char)('0' + (int)char.GetNumericValue(letter)) : letter,
    };
}
