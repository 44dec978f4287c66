using System.Text.RegularExpressions;

namespace BrowserScraper.Sites;

/// <summary>
/// What a site's robots.txt asks of everybody (RFC 9309): the group of the agent named or, without one, that of "*"; the longest rule that fits
/// decides, and of two as long the allowing one.
/// </summary>
public sealed class RobotsRules
{
    private readonly List<(string Path, bool IsAllowed)> rules = [];

    private RobotsRules()
    {
    }

    /// <param name="text">The file's content. What is no rule is passed over.</param>
    /// <param name="agent">The name to look for.</param>
    public static RobotsRules Parse(string text, string agent = "BrowserScraper")
    {
        Dictionary<string, RobotsRules> groups = new(StringComparer.OrdinalIgnoreCase);
        List<RobotsRules> current = [];
        bool isNaming = false;
        foreach ((string field, string value) in text.Split('\n').Select(Line).OfType<(string, string)>())
        {
            if (field == "user-agent")
            {
                current = isNaming ? current : [];
                current.Add(groups.TryGetValue(value, out RobotsRules? known) ? known : groups[value] = new());
                isNaming = true;
                continue;
            }

            isNaming = false;
            if (value.Length > 0 && field is "allow" or "disallow")
            {
                current.ForEach(group => group.rules.Add((value, field == "allow")));
            }
        }

        return groups.GetValueOrDefault(agent) ?? groups.GetValueOrDefault("*") ?? new();
    }

    public bool Allows(Uri address)
    {
        string path = address.PathAndQuery;
        return rules
            .Where(rule => rule.Path.Length > 0 && Fits(rule.Path, path))
            .OrderByDescending(rule => rule.Path.Length).ThenByDescending(rule => rule.IsAllowed)
            .Select(rule => rule.IsAllowed).FirstOrDefault(true);
    }

    private static (string Field, string Value)? Line(string line)
    {
        string[] parts = line.Split('#')[0].Split(':', 2, StringSplitOptions.TrimEntries);
        return parts.Length == 2 ? (parts[0].ToLowerInvariant(), parts[1]) : null;
    }

    // "*" stands for anything, "$" at the end for the address's end.
    private static bool Fits(string rule, string path)
    {
        string pattern = Regex.Escape(rule.TrimEnd('$')).Replace("\\*", ".*", StringComparison.Ordinal);
        return Regex.IsMatch(path, $"^{pattern}{(rule.EndsWith('$') ? "$" : "")}", RegexOptions.NonBacktracking);
    }
}
