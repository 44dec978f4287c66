using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Text.Encodings.Web;
using System.Text.Json;
using BrowserScraper.Items;

namespace BrowserScraper.Checkpoints;

/// <summary>
/// An item as one line of JSON, without the opening brace, so that checksum and number can stand before it. What has its default
/// value is left out; what is not known is skipped, so that a field can be added without a new format version.
/// </summary>
internal static class ItemFormat
{
    private static readonly JsonWriterOptions Readable = new()
    {
        // The file is no web page: umlauts, quotes and angle brackets may stay readable.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        SkipValidation = true,
    };

    [ThreadStatic]
    private static ArrayBufferWriter<byte>? scratch;

    [ThreadStatic]
    private static Utf8JsonWriter? reused;

    public static byte[] Write(ItemRecord record)
    {
        scratch ??= new ArrayBufferWriter<byte>(1024);
        reused ??= new Utf8JsonWriter(scratch, Readable);
        scratch.ResetWrittenCount();
        reused.Reset(scratch);
        WriteObject(reused, record);
        reused.Flush();
        return scratch.WrittenSpan[1..].ToArray();
    }

    /// <summary>
    /// Reads the key alone; false where the line is no item. A right checksum and a known format version vouch for the rest, which
    /// makes opening a million items twice as fast.
    /// </summary>
    public static bool TryReadKey(ReadOnlySpan<byte> body, [NotNullWhen(true)] out string? key)
    {
        key = null;
        if (body.StartsWith("\"key\":\""u8))
        {
            Utf8JsonReader reader = new(body["\"key\":"u8.Length..], isFinalBlock: false, default);
            key = reader.Read() ? reader.GetString() : null;
        }

        return key is not null;
    }

    public static ItemRecord Read(ReadOnlySpan<byte> body)
    {
        // A reader wants its opening brace; giving it one apart from the body saves a copy of every line.
        Utf8JsonReader reader = new("{"u8, isFinalBlock: false, default);
        reader.Read();
        reader = new Utf8JsonReader(body, isFinalBlock: true, reader.CurrentState);
        return new ItemReader().Read(ref reader);
    }

    private static void WriteObject(Utf8JsonWriter json, ItemRecord record)
    {
        json.WriteStartObject();
        json.WriteString("key"u8, record.Item.Key);
        json.WriteString("state"u8, StateNames.Of(record.State));
        WriteNumber(json, "attempts"u8, record.Attempts);
        WriteNumber(json, "interruptions"u8, record.Interruptions);
        WriteText(json, "outcome"u8, record.Outcome);
        WriteText(json, "error"u8, record.Error);
        json.WriteString("updated"u8, record.Updated);
        WriteText(json, "address"u8, record.Item.Address?.OriginalString);
        WriteText(json, "title"u8, record.Item.Title);
        WriteText(json, "group"u8, record.Item.Group);
        WriteNumber(json, "priority"u8, (int)record.Item.Priority);
        WriteData(json, record.Item.Data);
        WriteFiles(json, record.Files);
        json.WriteEndObject();
    }

    private static void WriteNumber(Utf8JsonWriter json, ReadOnlySpan<byte> name, int value)
    {
        if (value != 0)
        {
            json.WriteNumber(name, value);
        }
    }

    private static void WriteText(Utf8JsonWriter json, ReadOnlySpan<byte> name, string? value)
    {
        if (value is not null)
        {
            json.WriteString(name, value);
        }
    }

    private static void WriteData(Utf8JsonWriter json, IReadOnlyDictionary<string, string>? data)
    {
        if (data is null)
        {
            return;
        }

        json.WriteStartObject("data"u8);
        foreach ((string name, string value) in data)
        {
            json.WriteString(name, value);
        }

        json.WriteEndObject();
    }

    private static void WriteFiles(Utf8JsonWriter json, IReadOnlyList<SavedFile> files)
    {
        if (files.Count == 0)
        {
            return;
        }

        json.WriteStartArray("files"u8);
        foreach (SavedFile file in files)
        {
            json.WriteStartObject();
            json.WriteString("path"u8, file.Path);
            json.WriteNumber("size"u8, file.Size);
            json.WriteString("sha256"u8, file.Sha256);
            WriteText(json, "kind"u8, KindNames.Of(file.Kind));
            WriteText(json, "lane"u8, file.Lane);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
