using System.Text.RegularExpressions;

namespace BrowserScraper.Progress;

/// <summary>
/// What is left of a reason when everything that belongs to one item is taken out of it, so that the same cause reads the same.
/// </summary>
internal static partial class CauseText
{
    public static string Of(string key, string reason)
    {
        string text = Address().Replace(reason, "<address>");
        if (key.Length > 0)
        {
            text = Regex.Replace(text, $@"(?<!\w){Regex.Escape(key)}(?!\w)", "<key>", RegexOptions.None, Regex.InfiniteMatchTimeout);
        }

        return Particular().Replace(text, found => found switch
        {
            _ when found.Groups["kept"].Success => found.Value,
            _ when found.Groups["time"].Success => "<time>",
            _ when found.Groups["id"].Success => "<id>",
            _ => "<n>",
        });
    }

    [GeneratedRegex(@"https?://[^\s'""<>()]*[^\s'""<>().,;:]")]
    private static partial Regex Address();

    // A quoted name says what is missing, and a status what the site answered: both are the cause, numbers in them included.
    [GeneratedRegex("""
        (?<kept> (?<!\w)'[^'\n]{1,80}'(?!\w) | <(?:address|key)> | (?<!\S)[1-5][0-9][0-9](?=\ for\ ) )
        | (?<time> (?<![\w.])(?: [0-9]+:[0-9]{2}:[0-9]{2}(?:\.[0-9]+)? | [0-9]+(?:\.[0-9]+)?\ ?(?:ms|s|min|h) )(?!\w) )
        | (?<id> (?<!\w)(?=[A-Za-z-]*[0-9])(?=[0-9-]*[A-Za-z])[A-Za-z0-9-]{8,}(?!\w) )
        | (?<![\w.])[0-9]+(?:[.,][0-9]+)*(?!\w)
        """, RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex Particular();
}
