using System.Text.Json.Serialization;

namespace BrowserScraper.DemoSites.OpenId;

/// <summary>What a token endpoint answers.</summary>
internal sealed record OpenIdTokens(
    [property: JsonPropertyName("access_token")] string AccessToken,
    [property: JsonPropertyName("refresh_token")] string RefreshToken,
    [property: JsonPropertyName("expires_in")] int ExpiresIn);
