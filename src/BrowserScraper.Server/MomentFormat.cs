using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace BrowserScraper.Server;

/// <summary>Moments as <c>2026-05-01T12:00:00.000Z</c>.</summary>
internal sealed class MomentFormat : JsonConverter<DateTimeOffset>
{
    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.GetDateTimeOffset();

    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture));
}
