using System.Text.RegularExpressions;

namespace BrowserScraper.Output;

/// <summary>One way in which a server asks for user and password (RFC 9110, 11.6.1).</summary>
/// <param name="Scheme">Such as <c>Basic</c>.</param>
/// <param name="Parameters">By name, in lower case; quotes are gone.</param>
internal sealed partial record HttpChallenge(string Scheme, IReadOnlyDictionary<string, string> Parameters)
{
    /// <summary>The challenges of a WWW-Authenticate header; several may stand in one, parted by commas as their parameters are.</summary>
    public static IReadOnlyList<HttpChallenge> Read(string header)
    {
        List<(string Scheme, Dictionary<string, string> Parameters)> found = [];
        foreach (Match part in Part().Matches(header))
        {
            if (part.Groups["name"] is { Success: true } name && found.Count > 0)
            {
                string value = part.Groups["quoted"] is { Success: true } quoted
                    ? Escaped().Replace(quoted.Value, "${letter}") : part.Groups["plain"].Value;
                found[^1].Parameters.TryAdd(name.Value.ToLowerInvariant(), value);
            }
            else if (part.Groups["scheme"] is { Success: true } scheme)
            {
                found.Add((scheme.Value, new(StringComparer.Ordinal)));
            }
        }

        return [.. found.Select(each => new HttpChallenge(each.Scheme, each.Parameters))];
    }

    public bool IsOf(string scheme) => Scheme.Equals(scheme, StringComparison.OrdinalIgnoreCase);

    // A parameter is a token, an equals sign, and a token or a quoted string; a token without one is the scheme of the next challenge.
    [GeneratedRegex(
        """(?<name>[\w!#$%&'*+.^`|~-]+)\s*=\s*(?:"(?<quoted>(?:[^"\\]|\\.)*)"|(?<plain>[^\s,"]+))|(?<scheme>[\w!#$%&'*+.^`|~-]+)""")]
    private static partial Regex Part();

    [GeneratedRegex(@"\\(?<letter>.)")]
    private static partial Regex Escaped();
}
