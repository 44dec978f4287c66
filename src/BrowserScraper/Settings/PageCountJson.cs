using System.Text.Json;
using System.Text.Json.Serialization;

namespace BrowserScraper.Settings;

/// <summary>A <see cref="PageCount"/> in JSON: a number where it is one, else text.</summary>
internal sealed class PageCountJson : JsonConverter<PageCount>
{
    public override PageCount Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        string text = reader.TokenType == JsonTokenType.Number && reader.TryGetInt32(out int number)
            ? $"{number}" : reader.TokenType == JsonTokenType.String ? reader.GetString()! : "";
        return PageCount.Parse(text)
            ?? throw new JsonException(
                $"must be a whole number from 1 to {PageCount.Highest}, auto, or auto with bounds such as auto:2-20");
    }

    public override void Write(Utf8JsonWriter writer, PageCount value, JsonSerializerOptions options)
    {
        if (value.Auto is null)
        {
            writer.WriteNumberValue(value.AtStart);
        }
        else
        {
            writer.WriteStringValue(value.ToString());
        }
    }
}
