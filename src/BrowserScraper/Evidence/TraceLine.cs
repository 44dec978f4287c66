using System.Text.Json;
using System.Text.Json.Nodes;
using BrowserScraper.Redaction;

namespace BrowserScraper.Evidence;

/// <summary>
/// One line of a trace without secrets. They are taken out of the values, before JSON escapes them; what a context or a call was given of a
/// session - cookies, storage, credentials - is left out as a whole, known or not.
/// </summary>
internal static class TraceLine
{
    /// <summary>Members that hold a session, wherever they stand.</summary>
    private static readonly HashSet<string> Sessions = new(StringComparer.OrdinalIgnoreCase)
    {
        "storageState", "cookies", "origins", "localStorage", "sessionStorage", "indexedDB", "httpCredentials", "clientCertificates",
    };

    /// <summary>Members that tie the lines of a trace together: a short password, such as <c>page</c>, must not cut them apart.</summary>
    private static readonly HashSet<string> Structure = new(StringComparer.Ordinal)
    {
        "type", "callId", "parentId", "stepId", "pageId", "pageref", "frameId", "contextId", "class", "method", "phase",
        "sha1", "_sha1", "file", "resourceType", "_resourceType", "mimeType", "httpVersion",
    };

    public static string Without(RunSecrets secrets, JsonObject line) => Object(secrets, line).ToJsonString();

    private static JsonNode? Node(RunSecrets secrets, JsonNode? node) => node switch
    {
        JsonObject each => Object(secrets, each),
        JsonArray all => new JsonArray([.. all.Select(each => Node(secrets, each))]),
        JsonValue value when value.GetValueKind() == JsonValueKind.String => secrets.RemovedFrom(value.GetValue<string>()),
        _ => node?.DeepClone(),
    };

    private static JsonObject Object(RunSecrets secrets, JsonObject from)
    {
        // A header, a cookie, a parameter of an address or of a form.
        bool isSecret = from["value"] is not null && from["name"] is JsonValue named && named.TryGetValue(out string? name)
            && IsSecret(name);
        JsonObject rest = [];
        foreach ((string member, JsonNode? value) in from)
        {
            if (Sessions.Contains(member))
            {
                rest[member] = value is JsonArray ? new JsonArray() : Redactor.Mark;
            }
            else if ((isSecret && member == "value") || (CredentialNames.IsHeader(member) && value is JsonValue))
            {
                rest[member] = Redactor.Mark;
            }
            else
            {
                rest[member] = Structure.Contains(member) && value is JsonValue ? value.DeepClone() : Node(secrets, value);
            }
        }

        return rest;
    }

    private static bool IsSecret(string name) => CredentialNames.IsHeader(name) || CredentialNames.IsParameter(name);
}
