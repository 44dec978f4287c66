using System.Text.Encodings.Web;
using System.Text.Json;

namespace BrowserScraper.Storage;

/// <summary>
/// What holds for every JSON file that lives on: names are written out where they are stored, members that this program does not know are
/// kept, and a format that it does not know is refused by its number.
/// </summary>
internal static class StoredJson
{
    /// <summary>Written where a person reads it, too.</summary>
    public static JsonSerializerOptions Readable { get; } = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, // never inside a page
    };

    /// <summary>
    /// The format that a file says it has, where that is not the known one; else null. A file without one is of the first.
    /// </summary>
    public static string? OtherFormat(JsonElement root, int known) =>
        root.ValueKind != JsonValueKind.Object || !root.TryGetProperty("format", out JsonElement format)
            || (format.ValueKind == JsonValueKind.Number && format.TryGetInt32(out int number) && number == known)
        ? null
        : format.GetRawText();

    /// <summary>Why a file is not touched, for the operator.</summary>
    public static string Refusal(string path, string format, int known) =>
        $"{path} has format {format}, this program knows {known}; update BrowserScraper, or choose another folder; nothing was changed";

    /// <summary>Writes members that came with a file and are not known, at the end of an object that is open.</summary>
    public static void WriteFurther(Utf8JsonWriter json, IReadOnlyDictionary<string, JsonElement>? further)
    {
        foreach ((string name, JsonElement value) in further ?? new Dictionary<string, JsonElement>())
        {
            json.WritePropertyName(name);
            value.WriteTo(json);
        }
    }

    /// <summary>The members of an object that are none of the known ones; null where there is none.</summary>
    public static IReadOnlyDictionary<string, JsonElement>? FurtherOf(JsonElement root, params ReadOnlySpan<string> known)
    {
        Dictionary<string, JsonElement>? further = null;
        foreach (JsonProperty member in root.EnumerateObject())
        {
            if (!known.Contains(member.Name))
            {
                (further ??= new(StringComparer.Ordinal))[member.Name] = member.Value.Clone();
            }
        }

        return further;
    }
}
