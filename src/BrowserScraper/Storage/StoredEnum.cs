using System.Text.Json;
using System.Text.Json.Serialization;

namespace BrowserScraper.Storage;

/// <summary>Writes a value by its stored name, as a value and as the name of a member, and reads it whatever its case.</summary>
/// <param name="names">All of them.</param>
/// <param name="otherwise">Read for a name that a later program has added; null refuses it.</param>
/// <param name="policy">Applied to the names, such as camel case; null for as they are.</param>
internal sealed class StoredEnum<T>(IReadOnlyDictionary<T, string> names, T? otherwise = null, JsonNamingPolicy? policy = null)
    : JsonConverter<T>
    where T : struct, Enum
{
    private readonly Dictionary<T, string> written =
        names.ToDictionary(each => each.Key, each => policy?.ConvertName(each.Value) ?? each.Value);
    private readonly Dictionary<string, T> read =
        names.ToDictionary(each => each.Value, each => each.Key, StringComparer.OrdinalIgnoreCase);

    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String
            ? Of(reader.GetString()!) : throw new JsonException($"a text is expected, and not {reader.TokenType}");

    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => writer.WriteStringValue(written[value]);

    public override T ReadAsPropertyName(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        Of(reader.GetString()!);

    public override void WriteAsPropertyName(Utf8JsonWriter writer, T value, JsonSerializerOptions options) =>
        writer.WritePropertyName(written[value]);

    private T Of(string name) =>
        read.TryGetValue(name, out T value) ? value : otherwise ?? throw new JsonException($"'{name}' is not known");
}
