using System.Text.Json;
using System.Text.Json.Serialization;

namespace BrowserScraper.Progress;

/// <summary>How reports, events and records are written: camel case, enums by name, times in seconds as .NET writes them.</summary>
public static class RunJson
{
    public static JsonSerializerOptions Line { get; } = Options(indented: false);

    public static JsonSerializerOptions Readable { get; } = Options(indented: true);

    /// <summary>Writes a file that is either the old one or the new one, and never half of it.</summary>
    internal static void Save<T>(string path, T content)
    {
        File.WriteAllText($"{path}.tmp", JsonSerializer.Serialize(content, Readable) + "\n");
        File.Move($"{path}.tmp", path, overwrite: true);
    }

    private static JsonSerializerOptions Options(bool indented) => new(JsonSerializerDefaults.Web)
    {
        WriteIndented = indented,
        Converters = { new JsonStringEnumConverter() },
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };
}
