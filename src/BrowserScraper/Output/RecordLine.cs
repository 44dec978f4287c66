using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using BrowserScraper.Storage;

namespace BrowserScraper.Output;

/// <summary>One line of the records file: the item's key first, then the fields of its record.</summary>
internal static class RecordLine
{
    public const int CurrentFormat = 1;

    private static readonly JsonWriterOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static byte[] Write(string key, JsonElement record)
    {
        ArrayBufferWriter<byte> buffer = new();
        using Utf8JsonWriter json = new(buffer, Readable);
        json.WriteStartObject();
        json.WriteString("key"u8, key);
        WriteFields(json, record);
        json.WriteEndObject();
        json.Flush();
        buffer.Write("\n"u8);
        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>The key of a line that is one whole JSON object; null for anything else.</summary>
    public static string? KeyOf(ReadOnlySpan<byte> line)
    {
        try
        {
            Utf8JsonReader json = new(line);
            bool keyed = json.Read() && json.TokenType == JsonTokenType.StartObject
                && json.Read() && json.TokenType == JsonTokenType.PropertyName && json.ValueTextEquals("key"u8)
                && json.Read() && json.TokenType == JsonTokenType.String;
            string? key = keyed ? json.GetString() : null;
            while (json.Read())
            {
            }

            return key;
        }
        catch (Exception malformed) when (malformed is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>
    /// What a first line <c>{"format":..}</c> says, where that is not the known one. The first format has no such line; a later one has it.
    /// </summary>
    public static string? OtherFormatOf(ReadOnlySpan<byte> line)
    {
        if (!line.StartsWith("{\"format\":"u8))
        {
            return null;
        }

        try
        {
            Utf8JsonReader json = new(line);
            using JsonDocument first = JsonDocument.ParseValue(ref json);
            return StoredJson.OtherFormat(first.RootElement, CurrentFormat);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static void WriteFields(Utf8JsonWriter json, JsonElement record)
    {
        if (record.ValueKind != JsonValueKind.Object)
        {
            json.WritePropertyName("value"u8);
            record.WriteTo(json);
            return;
        }

        foreach (JsonProperty field in record.EnumerateObject())
        {
            // The item's own key wins: by it the line is found again.
            if (!field.NameEquals("key"u8))
            {
                field.WriteTo(json);
            }
        }
    }
}
