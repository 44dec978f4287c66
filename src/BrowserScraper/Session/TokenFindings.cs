using System.Text.Json;
using System.Text.Json.Nodes;
using BrowserScraper.Items;
using BrowserScraper.Storage;

namespace BrowserScraper.Session;

/// <summary>Findings in the form in which they are kept with a saved session.</summary>
internal static class TokenFindings
{
    private static readonly JsonSerializerOptions Format =
        new(JsonSerializerDefaults.Web)
            { Converters =
                { new StoredEnum<TokenKind>(StoredNames.TokenKinds, policy: JsonNamingPolicy.CamelCase),
                new StoredEnum<TokenEvidence>(StoredNames.TokenProofs, policy: JsonNamingPolicy.CamelCase) } };

    public static JsonNode Write(IEnumerable<TokenFinding> findings) => JsonSerializer.SerializeToNode(findings, Format)!;

    /// <summary>Reads them; one that another version has written in another form is left out, and found out anew.</summary>
    public static IReadOnlyList<TokenFinding> Read(JsonNode? kept) =>
        kept is not JsonArray array ? [] : [.. array.Select(ReadOne).OfType<TokenFinding>()];

    /// <summary>What is known now, and of other cookies what was known before.</summary>
    public static IReadOnlyList<TokenFinding> Merge(IReadOnlyList<TokenFinding> now, IReadOnlyList<TokenFinding> before)
    {
        HashSet<CookieKey> known = [.. now.Select(KeyOf)];
        return [.. now, .. before.Where(each => !known.Contains(KeyOf(each)))];
    }

    /// <summary>What is to go one at a time.</summary>
    public static IEnumerable<TokenScope> Held(IEnumerable<TokenFinding> findings) =>
        findings.Where(finding => finding.Kind != TokenKind.OlderStayGood)
            .Select(finding => new TokenScope.OfCookie(finding.Domain, finding.Path)).Distinct();

    public static CookieKey KeyOf(TokenFinding finding) => new(finding.Cookie, finding.Domain, finding.Path);

    private static TokenFinding? ReadOne(JsonNode? one)
    {
        try
        {
            return one.Deserialize<TokenFinding>(Format) is { Cookie: not null, Domain: not null, Path: not null } read ? read : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
