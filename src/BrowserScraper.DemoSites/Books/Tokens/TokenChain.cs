using System.Security.Cryptography;

namespace BrowserScraper.DemoSites.Books.Tokens;

/// <summary>Tokens of which each replaces the one before. Not thread-safe: its session takes care of that.</summary>
/// <param name="grace">How long a replaced token still counts.</param>
internal sealed class TokenChain(TimeSpan grace)
{
    private readonly Dictionary<string, long> replaced = new(StringComparer.Ordinal);

    public string Current { get; private set; } = NewToken();

    public static string NewToken() => RandomNumberGenerator.GetHexString(40, lowercase: true);

    public TokenVerdict Judge(string? token)
    {
        if (token is null || token == Current)
        {
            return token is null ? TokenVerdict.Unknown : TokenVerdict.Accepted;
        }

        if (!replaced.TryGetValue(token, out long since))
        {
            return TokenVerdict.Unknown;
        }

        return TimeProvider.System.GetElapsedTime(since) < grace ? TokenVerdict.Accepted : TokenVerdict.Dead;
    }

    public void Rotate()
    {
        replaced[Current] = TimeProvider.System.GetTimestamp();
        Current = NewToken();
    }
}
