using System.Text.Json;
using System.Text.RegularExpressions;

namespace BrowserScraper.Session;

/// <summary>
/// Something in a storage's value that looks like a token: a long text without blanks, under a name that says so. Values are plain, or
/// JSON, or JSON within JSON.
/// </summary>
/// <param name="Path">The key, and the names on the way to it.</param>
/// <param name="IsRefresh">It is called a refresh token: what one spends for new tokens.</param>
/// <param name="IsRenewed">It is called an access or ID token: those may change though nothing is spent.</param>
/// <param name="Value">The token.</param>
internal sealed partial record FoundToken(string Path, bool IsRefresh, bool IsRenewed, string Value)
{
    private const int Shortest = 16;
    private const int Longest = 16 * 1024;
    private const int Deepest = 6;

    /// <summary>What looks like a token under a key.</summary>
    public static IReadOnlyList<FoundToken> In(string key, string value)
    {
        List<FoundToken> found = [];
        Read(key, LastPart().Match(key).Value, value, 0, found);
        return found;
    }

    /// <summary>
    /// Whether page loads spend what has changed: a refresh token; where there is none, any token that is not called one of access.
    /// </summary>
    /// <param name="key">The key.</param>
    /// <param name="before">What stood there.</param>
    /// <param name="now">What stands there now.</param>
    /// <param name="hasRefresh">Whether the site keeps something that is called a refresh token.</param>
    public static bool IsSpent(string key, string before, string now, bool hasRefresh)
    {
        ILookup<string, string> old = In(key, before).ToLookup(token => token.Path, token => token.Value);
        FoundToken[] changed = [.. In(key, now).Where(token => old.Contains(token.Path) && !old[token.Path].Contains(token.Value))];
        return changed.Any(token => token.IsRefresh) || (!hasRefresh && changed.Any(token => !token.IsRenewed));
    }

    private static void Read(string path, string name, string value, int depth, List<FoundToken> found)
    {
        if (depth < Deepest && value.AsSpan().TrimStart() is ['{' or '[' or '"', ..] && Parsed(value) is { } json)
        {
            using (json)
            {
                Read(path, name, json.RootElement, depth + 1, found);
            }
        }
        else if (IsToken(path, name, value))
        {
            bool isRenewed = Renewed().IsMatch(name);
            found.Add(new(path, !isRenewed && path.Contains("refresh", StringComparison.OrdinalIgnoreCase), isRenewed, value));
        }
    }

    private static void Read(string path, string name, JsonElement json, int depth, List<FoundToken> found)
    {
        switch (json.ValueKind)
        {
            case JsonValueKind.Object when depth < Deepest:
                foreach (JsonProperty each in json.EnumerateObject())
                {
                    Read($"{path}.{each.Name}", each.Name, each.Value, depth + 1, found);
                }

                break;
            case JsonValueKind.Array when depth < Deepest:
                foreach (JsonElement each in json.EnumerateArray())
                {
                    Read(path, name, each, depth + 1, found);
                }

                break;
            case JsonValueKind.String:
                Read(path, name, json.GetString()!, depth, found);
                break;
        }
    }

    private static bool IsToken(string path, string name, string value) =>
        value.Length is >= Shortest and <= Longest && !value.Any(char.IsWhiteSpace) && !value.Contains("://", StringComparison.Ordinal)
        && !Other().IsMatch(name) && (Tokens().IsMatch(name) || (General().IsMatch(name) && Tokens().IsMatch(path)));

    private static JsonDocument? Parsed(string value)
    {
        try
        {
            return JsonDocument.Parse(value);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    // Keys such as CognitoIdentityServiceProvider.<client>.<user>.refreshToken say it in their last part.
    [GeneratedRegex(@"[^.:/]*$")]
    private static partial Regex LastPart();

    [GeneratedRegex("token|jwt|refresh|auth|session|credential|secret|ticket|bearer", RegexOptions.IgnoreCase)]
    private static partial Regex Tokens();

    // Names that say nothing: what is around them does.
    [GeneratedRegex("^(secret|value|raw|data|body|v)$", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture)]
    private static partial Regex General();

    [GeneratedRegex(
        "csrf|xsrf|nonce|state|verifier|challenge|captcha|device|push|fcm|endpoint|type|expir|time|date|client_?id",
        RegexOptions.IgnoreCase)]
    private static partial Regex Other();

    [GeneratedRegex("(access|id)[_-]?token$", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture)]
    private static partial Regex Renewed();
}
