using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using BrowserScraper.Storage;

namespace BrowserScraper.Checkpoints;

/// <summary>
/// The first line of a snapshot. Every format version keeps it readable like this, checksum included, so that an older program
/// can say what it met. Its sequence is the last number of the journal that the snapshot covers.
/// </summary>
internal sealed record SnapshotHeader(int Format, string Job, string Site, DateTimeOffset Created, long Sequence, int Count)
{
    public const int CurrentFormat = 1;

    private static readonly string[] Known = ["format", "job", "site", "created", "sequence", "count"];

    private static readonly JsonWriterOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>As it stands in the file, where this program does not know it; else null.</summary>
    public string? OtherFormat { get; private init; }

    /// <summary>Members that a later program has added; they are written back.</summary>
    public IReadOnlyDictionary<string, JsonElement>? Further { get; private init; }

    public byte[] Write()
    {
        ArrayBufferWriter<byte> buffer = new();
        using Utf8JsonWriter json = new(buffer, Readable);
        json.WriteStartObject();
        json.WriteNumber("format"u8, Format);
        json.WriteString("job"u8, Job);
        json.WriteString("site"u8, Site);
        json.WriteString("created"u8, Created);
        json.WriteNumber("sequence"u8, Sequence);
        json.WriteNumber("count"u8, Count);
        StoredJson.WriteFurther(json, Further);
        json.WriteEndObject();
        json.Flush();
        return buffer.WrittenSpan[1..].ToArray();
    }

    /// <summary>That of a snapshot, without reading any item; null where there is none that is whole.</summary>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static SnapshotHeader? Peek(string path)
    {
        if (!File.Exists(path))
        {
            return null;
        }

        using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
        LineReader lines = new(file, bufferSize: 4096);
        if (!lines.TryRead(out _) || !lines.TryRead(out ReadOnlySpan<byte> line) || !line.StartsWith("\"header\":"u8) || line.Length <= 10)
        {
            return null;
        }

        return CheckedLine.TryOpen(line[9..^1], out ReadOnlySpan<byte> rest) ? Read(rest) : null;
    }

    public static SnapshotHeader? Read(ReadOnlySpan<byte> rest)
    {
        try
        {
            using JsonDocument json = JsonDocument.Parse("{" + Encoding.UTF8.GetString(rest));
            JsonElement header = json.RootElement;
            return StoredJson.OtherFormat(header, CurrentFormat) is { } other
                ? new SnapshotHeader(0, "", "", default, 0, 0) { OtherFormat = other }
                : new SnapshotHeader(
                    CurrentFormat,
                    header.GetProperty("job").GetString()!,
                    header.GetProperty("site").GetString()!,
                    header.GetProperty("created").GetDateTimeOffset(),
                    header.GetProperty("sequence").GetInt64(),
                    header.GetProperty("count").GetInt32()) { Further = StoredJson.FurtherOf(header, Known) };
        }
        catch (Exception malformed) when (malformed is JsonException or KeyNotFoundException or InvalidOperationException
            or FormatException)
        {
            return null;
        }
    }
}
