using System.Text;
using System.Text.RegularExpressions;

namespace BrowserScraper.Output.Kinds;

/// <summary>What sites send where a file should be: a sign-in page, an error page.</summary>
internal static partial class HtmlPage
{
    public static bool Is(FileProbe file)
    {
        string start = Encoding.Latin1.GetString(file.Head).TrimStart('\u00EF', '\u00BB', '\u00BF', ' ', '\t', '\r', '\n');
        return start.StartsWith("<!doctype html", StringComparison.OrdinalIgnoreCase)
            || start.StartsWith("<html", StringComparison.OrdinalIgnoreCase)
            || (start.StartsWith('<') && start.Contains("<html", StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>A message of PHP's where a file should be, or at its end: the program that made it has failed.</summary>
    public static bool IsMessage(string text) => Message().IsMatch(text);

    /// <summary>
    /// A piece of a page, or an answer in XML: what a text of fields does not begin with, though a first field may well be
    /// <c>&lt;DATE&gt;</c>.
    /// </summary>
    public static bool IsPiece(string start) => Piece().IsMatch(start);

    [GeneratedRegex(
        @"<b>(?:Fatal error|Parse error|Warning|Notice|Deprecated)</b>:\s.{0,300}? on line <b>",
        RegexOptions.CultureInvariant | RegexOptions.Singleline)]
    private static partial Regex Message();

    [GeneratedRegex(
        @"^\s*<(?:\?xml|!--|(?:br|b|div|p|h[1-6]|span|table|form|script|style|body|head|meta|title|center|font|pre|ul|"
        + @"section|main|article|img|iframe|link|noscript)[\s/>])",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Piece();
}
