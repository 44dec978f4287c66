using System.Security.Cryptography;
using System.Text;

namespace BrowserScraper.Session;

/// <summary>
/// Notices cookies that change from answer to answer. It remembers a digest of the last value, never the value. Not
/// concurrent; its owner sees to that.
/// </summary>
internal sealed class RotationWatch
{
    /// <summary>A cookie that is new at sign-in changes once on many sites; from the second change on it rotates.</summary>
    private const int ChangesThatTell = 2;

    private readonly Dictionary<(string Name, string Host), Seen> cookies = [];

    /// <summary>A cookie has changed, but not often enough to tell.</summary>
    public bool IsInDoubt => cookies.Values.Any(seen => seen.Changes > 0 && !seen.Rotates);

    /// <param name="cookie">What an answer has set.</param>
    /// <param name="address">The request that it answered.</param>
    public Rotation Observe(Microsoft.Playwright.Cookie cookie, Uri address)
    {
        string digest = Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(cookie.Value)).AsSpan(0, 8));
        (string, string) key = (cookie.Name, cookie.Domain!);
        bool isKnown = cookies.TryGetValue(key, out Seen? seen);
        seen ??= cookies[key] = new(new TokenScope(Pattern(cookie, address), AnyKind: false));
        seen.Paths.Add(Folder(address));
        bool changed = isKnown && seen.Digest != digest && cookie.Value.Length > 0;
        seen.Digest = digest;
        if (!changed)
        {
            // A cookie for one path alone is a refresh token until shown otherwise; holding that path costs nothing.
            bool isForOnePath = !isKnown && cookie.HttpOnly == true && cookie.Path is { Length: > 1 } path && path != Folder(address);
            return new(cookie.Name, seen.Scope, seen.Rotates, IsNews: isForOnePath, seen.Paths);
        }

        seen.Changes++;
        bool isNews = !seen.Rotates && seen.Changes >= ChangesThatTell;
        seen.Rotates |= isNews;
        return new(cookie.Name, seen.Scope, HasChanged: true, isNews, seen.Paths);
    }

    private static string Pattern(Microsoft.Playwright.Cookie cookie, Uri address) => cookie.Domain!.StartsWith('.')
        ? $"{address.Scheme}://*{cookie.Domain[1..]}*{cookie.Path?.TrimEnd('/')}/*"
        : $"{address.GetLeftPart(UriPartial.Authority)}{cookie.Path?.TrimEnd('/')}/*";

    private static string Folder(Uri address) => address.Segments.Length > 2 ? $"/{address.Segments[1]}**" : address.AbsolutePath;

    private sealed class Seen(TokenScope scope)
    {
        public TokenScope Scope { get; } = scope;

        public SortedSet<string> Paths { get; } = new(StringComparer.Ordinal);

        public string Digest { get; set; } = "";

        public int Changes { get; set; }

        public bool Rotates { get; set; }
    }
}
