namespace BrowserScraper.Session;

/// <summary>A cookie that a request left with.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Digest">Of its value.</param>
/// <param name="Domain">Its domain; null where only the Cookie header is known.</param>
/// <param name="Path">The same of its path.</param>
internal sealed record CarriedCookie(string Name, string Digest, string? Domain = null, string? Path = null)
{
    public bool Is(CookieKey key) => Name == key.Name && (Domain is null || (Domain == key.Domain && Path == key.Path));

    /// <summary>Reads a Cookie header.</summary>
    public static IReadOnlyList<CarriedCookie> Read(string? header) => header is null ? [] :
    [
        .. header.Split("; ").Select(pair => pair.Split('=', 2)).Where(pair => pair.Length == 2)
            .Select(pair => new CarriedCookie(pair[0], TokenDigest.Of(pair[1]))),
    ];
}
