using System.Text;

namespace BrowserScraper.Sites;

/// <summary>
/// What a site's robots.txt asks of everybody (RFC 9309): all groups of the product named or, without one, all of "*"; the longest rule
/// that fits decides, and of two as long the allowing one. Immutable, so it may be used concurrently.
/// </summary>
internal sealed class RobotsRules
{
    /// <summary>So much of a file is read, 500 KiB; what follows is passed over.</summary>
    internal const int MostBytes = 500 * 1024;

    private static readonly char[] Breaks = ['\n', '\r'];

    private readonly RobotsRule[] rules;

    // In the order in which they are asked.
    private RobotsRules(IEnumerable<RobotsRule> rules) =>
        this.rules = [.. rules.OrderByDescending(rule => rule.Length).ThenByDescending(rule => rule.IsAllowing)];

    /// <param name="text">The file's content. What is no rule is passed over.</param>
    /// <param name="agent">The product to look for; what follows its letters, <c>-</c> and <c>_</c>, such as a version, does not count.
    /// Default: BrowserScraper.</param>
    public static RobotsRules Parse(string text, string agent = "BrowserScraper")
    {
        string product = ProductOf(agent);
        List<RobotsRule> ours = [];
        List<RobotsRule> everybodys = [];
        List<List<RobotsRule>> current = [];
        (bool isNaming, bool isNamed) = (false, false);
        foreach ((string field, string value) in text.TrimStart('\uFEFF').Split(Breaks).Select(Line).OfType<(string, string)>())
        {
            switch (field)
            {
                case "user-agent":
                    current = isNaming ? current : [];
                    isNaming = true;
                    bool isOurs = product.Length > 0 && ProductOf(value).Equals(product, StringComparison.OrdinalIgnoreCase);
                    isNamed |= isOurs;
                    current.AddRange(isOurs ? [ours] : value.Split(' ', '\t')[0] == "*" ? [everybodys] : []);
                    break;
                case "allow" or "disallow":
                    isNaming = false;
                    if (value is ['/' or '*', ..])
                    {
                        current.ForEach(group => group.Add(new(value, field == "allow")));
                    }

                    break;
                default:
                    break; // such as Crawl-delay, which ends no list of names
            }
        }

        return new(isNamed ? ours : everybodys);
    }

    public bool Allows(Uri address)
    {
        string path = RobotsRule.PathOf(address);
        return path == "/robots.txt" || rules.FirstOrDefault(rule => rule.Fits(path)) is not { IsAllowing: false };
    }

    /// <summary>
    /// Reads a file's bytes: UTF-8, whatever it was sent as. Of a longer one than <see cref="MostBytes"/>, the line that breaks off does
    /// not count.
    /// </summary>
    internal static RobotsRules Parse(ReadOnlySpan<byte> file)
    {
        if (file.Length > MostBytes)
        {
            file = file[..MostBytes];
            file = file[..(file.LastIndexOfAny((byte)'\n', (byte)'\r') + 1)];
        }

        return Parse(Encoding.UTF8.GetString(file));
    }

    private static (string Field, string Value)? Line(string line)
    {
        string[] parts = line.Split('#')[0].Split(':', 2, StringSplitOptions.TrimEntries);
        return parts.Length == 2 ? (parts[0].ToLowerInvariant(), parts[1]) : null;
    }

    private static string ProductOf(string agent) =>
        string.Concat(agent.TakeWhile(letter => char.IsAsciiLetter(letter) || letter is '-' or '_'));
}
