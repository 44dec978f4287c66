using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace BrowserScraper.Checkpoints;

/// <summary>
/// Keeps what a later program has noted of an item: members that this one does not know go over from an item's last record to its next.
/// </summary>
internal static class FurtherMembers
{
    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly string[] OfItem =
        ["key", "state", "attempts", "interruptions", "outcome", "error", "updated", "address", "title", "group", "priority", "data",
            "files"];

    private static readonly string[] OfFile = ["path", "size", "sha256", "kind", "lane"];

    /// <summary>A record with what the last one of its item had besides. Both without the opening brace.</summary>
    public static byte[] Carry(ReadOnlySpan<byte> last, byte[] body) => HasAny(last) ? Merged(last, body) : body;

    // Nearly always false, and asked with each record: it makes nothing.
    private static bool HasAny(ReadOnlySpan<byte> body)
    {
        Utf8JsonReader reader = new("{"u8, isFinalBlock: false, default);
        reader.Read();
        reader = new Utf8JsonReader(body, isFinalBlock: true, reader.CurrentState);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (!IsOne(ref reader, OfItem))
            {
                return true;
            }

            bool isFiles = reader.ValueTextEquals("files"u8);
            reader.Read();
            if (isFiles ? HasAnyInFiles(ref reader) : !reader.TrySkip())
            {
                return true;
            }
        }

        return false;
    }

    private static bool HasAnyInFiles(ref Utf8JsonReader reader)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.StartObject)
        {
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                if (!IsOne(ref reader, OfFile))
                {
                    return true;
                }

                bool isKind = reader.ValueTextEquals("kind"u8);
                reader.Read();
                if (isKind && reader.TokenType == JsonTokenType.String && !KindNames.Knows(reader.GetString()!))
                {
                    return true;
                }

                reader.Skip();
            }
        }

        return false;
    }

    private static bool IsOne(ref Utf8JsonReader reader, string[] names)
    {
        foreach (string name in names)
        {
            if (reader.ValueTextEquals(name))
            {
                return true;
            }
        }

        return false;
    }

    private static byte[] Merged(ReadOnlySpan<byte> last, byte[] body)
    {
        JsonObject before = Parse(last);
        JsonObject after = Parse(body);
        AddTo(after, before, OfItem);
        foreach (JsonObject file in Files(after))
        {
            if (Files(before).FirstOrDefault(each => IsSame(each, file)) is { } same)
            {
                AddTo(file, same, OfFile);
                if (file["kind"] is null && same["kind"]?.DeepClone() is { } kind && !KindNames.Knows(kind.ToString()))
                {
                    file["kind"] = kind;
                }
            }
        }

        return Encoding.UTF8.GetBytes(after.ToJsonString(Readable))[1..];
    }

    private static void AddTo(JsonObject after, JsonObject before, string[] known)
    {
        foreach ((string name, JsonNode? value) in before.Where(member => !known.Contains(member.Key)))
        {
            after[name] = value?.DeepClone();
        }
    }

    private static bool IsSame(JsonObject one, JsonObject other) =>
        $"{one["path"]}" == $"{other["path"]}" && $"{one["sha256"]}" == $"{other["sha256"]}";

    private static IEnumerable<JsonObject> Files(JsonObject item) => item["files"] is JsonArray files ? files.OfType<JsonObject>() : [];

    private static JsonObject Parse(ReadOnlySpan<byte> body) => JsonNode.Parse("{" + Encoding.UTF8.GetString(body))!.AsObject();
}
