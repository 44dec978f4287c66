using System.Text.Json.Serialization;

namespace BrowserScraper.Sites;

/// <summary>Which marks a page shows at one moment.</summary>
/// <param name="SignedIn">One of these is in the document.</param>
/// <param name="SignedOut">One of these is visible.</param>
/// <param name="Between">One of these is in the document.</param>
/// <param name="Wall">One of these is visible.</param>
/// <param name="User">Whose name stands there; null for nobody's.</param>
internal readonly record struct PageState(
    [property: JsonPropertyName("in")] bool SignedIn, [property: JsonPropertyName("out")] bool SignedOut, bool Between, bool Wall,
    string? User = null)
{
    /// <summary>Somebody is signed in, and nothing stands between.</summary>
    [JsonIgnore]
    public bool IsIn => SignedIn && !Between && !Wall;

    /// <summary>A form stands where somebody should be signed in. An app may still restore its session.</summary>
    [JsonIgnore]
    public bool LooksOut => SignedOut && !SignedIn && !Between && !Wall;
}
