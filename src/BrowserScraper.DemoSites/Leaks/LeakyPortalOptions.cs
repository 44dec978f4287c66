namespace BrowserScraper.DemoSites.Leaks;

/// <summary>How a leaky portal is.</summary>
public sealed record LeakyPortalOptions
{
    public string Username { get; init; } = "someone";

    public string Password { get; init; } = "p+a&s's<w>\"o%41r\u00fcd";

    /// <summary>The session's cookie, as it stands in its header; letters, digits and signs but <c>;</c> and <c>,</c>.</summary>
    public string Cookie { get; init; } = "c+o&o'k<i>e%3Avalue-7f3a91";

    /// <summary>What its pages keep in localStorage and send as <c>Authorization: Bearer</c>.</summary>
    public string Token { get; init; } = "t0ken.of+the/session_4b1c-9d2e=77";

    /// <summary>The ways in which it writes a secret.</summary>
    public Func<string, IEnumerable<string>> Spell { get; init; } = secret => [secret];

    /// <summary>It takes nobody's password, and says which one it was given.</summary>
    public bool RefusesEverybody { get; init; }
}
