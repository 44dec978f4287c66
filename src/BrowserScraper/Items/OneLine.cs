using System.Text.Json;

namespace BrowserScraper.Items;

/// <summary>
/// Keeps a line one line: a text from outside may hold line breaks and escape sequences, and a console or a log would obey them.
/// </summary>
public static class OneLine
{
    /// <summary>With a blank in place of each control character.</summary>
    public static string Of(string text) =>
        text.Any(IsControl) ? string.Concat(text.Select(letter => IsControl(letter) ? ' ' : letter)) : text;

    /// <summary>
    /// With control characters as they are written in JSON, such as <c>\n</c>: for values that an error quotes, as they are what is wrong.
    /// </summary>
    public static string Quoted(string text) => text.Any(IsControl)
        ? string.Concat(text.Select(letter => IsControl(letter) ? JsonEncodedText.Encode($"{letter}").Value : $"{letter}"))
        : text;

    private static bool IsControl(char letter) => char.IsControl(letter) || letter is '\u2028' or '\u2029';
}
