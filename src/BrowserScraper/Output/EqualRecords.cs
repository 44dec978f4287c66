using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace BrowserScraper.Output;

/// <summary>
/// Notices records that are equal but for the item's key: the net under walls, soft 404s, consent pages and whatever else is read as an
/// item's page and is none. Members may be called concurrently.
/// </summary>
internal sealed class EqualRecords
{
    /// <summary>How many records back are compared.</summary>
    internal const int Window = 20;

    /// <summary>So many equal ones are told.</summary>
    internal const int Told = 3;

    /// <summary>So many equal ones are too many.</summary>
    internal const int TooMany = 5;

    private const int FewestFields = 2;

    private readonly Queue<(string Digest, string Key)> last = new();
    private readonly Lock gate = new();

    /// <summary>Notes the record of an item that is about to be done.</summary>
    /// <returns>The items with an equal one among the last, this one last; none where the record says too little to tell.</returns>
    public IReadOnlyList<string> Add(string key, JsonElement record)
    {
        if (DigestOf(key, record) is not { } digest)
        {
            return [];
        }

        lock (gate)
        {
            last.Enqueue((digest, key));
            if (last.Count > Window)
            {
                last.Dequeue();
            }

            return [.. last.Where(each => each.Digest == digest).Select(each => each.Key).Distinct(StringComparer.Ordinal)];
        }
    }

    /// <summary>Equal for records that are, but for the item's key; null where one says too little to tell.</summary>
    internal static string? DigestOf(string key, JsonElement record)
    {
        if (record.ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        JsonProperty[] filled = [.. record.EnumerateObject().Where(field => IsFilled(field.Value) && !IsKey(field.Value, key))];
        return filled.Length < FewestFields
            ? null
            : Convert.ToHexString(
                SHA256.HashData(
                    Encoding.UTF8.GetBytes(string.Join('\n', filled.Select(field => $"{field.Name}:{field.Value.GetRawText()}")))));
    }

    private static bool IsFilled(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null or JsonValueKind.Undefined => false,
        JsonValueKind.String => value.GetString() is { Length: > 0 },
        JsonValueKind.Array => value.GetArrayLength() > 0,
        _ => true,
    };

    private static bool IsKey(JsonElement value, string key) =>
        value.ValueKind == JsonValueKind.String && string.Equals(value.GetString(), key, StringComparison.OrdinalIgnoreCase);
}
