using System.Text.Json.Serialization;

namespace BrowserScraper.Items;

/// <summary>The tokens of one account's session in a run.</summary>
/// <param name="Found">What was found out about its cookies, from which evidence, and since when.</param>
/// <param name="Lineage">The last few hundred values that answers have set, oldest first; never the values themselves.</param>
[JsonConverter(typeof(AccountTokensJson))]
internal sealed record AccountTokens(IReadOnlyList<TokenFinding> Found, IReadOnlyList<TokenUse> Lineage);
