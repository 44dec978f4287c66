using System.Text.Json;
using System.Text.Json.Serialization;
using BrowserScraper.Items;
using BrowserScraper.Storage;

namespace BrowserScraper.Progress;

/// <summary>How reports, events and records are written: camel case, enums by name, times in seconds as .NET writes them.</summary>
internal static class RunJson
{
    public static JsonSerializerOptions Line { get; } = Options(indented: false);

    public static JsonSerializerOptions Readable { get; } = Options(indented: true);

    /// <summary>Writes a file that is either the old one or the new one, and never half of it.</summary>
    internal static void Save<T>(string path, T content)
    {
        byte[] written = [.. JsonSerializer.SerializeToUtf8Bytes(content, Readable), (byte)'\n'];
        DurableFile.Replace(path, file => file.Write(written));
    }

    /// <returns>Null where there is none that can be read.</returns>
    internal static T? ReadOrNull<T>(string path)
        where T : class
    {
        try
        {
            return File.Exists(path) ? JsonSerializer.Deserialize<T>(File.ReadAllText(path), Line) : null;
        }
        catch (Exception unreadable) when (unreadable is JsonException or IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static JsonSerializerOptions Options(bool indented) => new(JsonSerializerDefaults.Web)
    {
        WriteIndented = indented,
        Converters =
        {
            new StoredEnum<ItemState>(StoredNames.States, ItemState.Waiting),
            new StoredEnum<StopReason>(StoredNames.Stops, StopReason.Interrupted),
            new StoredEnum<FileKind>(StoredNames.Kinds, FileKind.Any),
            new StoredEnum<TokenKind>(StoredNames.TokenKinds),
            new StoredEnum<TokenEvidence>(StoredNames.TokenProofs),
            new JsonStringEnumConverter(),
        },
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };
}
