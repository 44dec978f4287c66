using System.Text;

namespace BrowserScraper.Output.Kinds;

/// <summary>What sites send where a file should be: a sign-in page, an error page.</summary>
internal static class HtmlPage
{
    public static bool Is(FileProbe file)
    {
        string start = Encoding.Latin1.GetString(file.Head).TrimStart('\u00EF', '\u00BB', '\u00BF', ' ', '\t', '\r', '\n');
        return start.StartsWith("<!doctype html", StringComparison.OrdinalIgnoreCase)
            || start.StartsWith("<html", StringComparison.OrdinalIgnoreCase)
            || (start.StartsWith('<') && start.Contains("<html", StringComparison.OrdinalIgnoreCase));
    }
}
