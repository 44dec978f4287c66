using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using BrowserScraper.Items;

namespace BrowserScraper.Tests.Output.Kinds;

/// <summary>The smallest right file of each kind, made here.</summary>
internal static class Samples
{
    public static readonly FileKind[] Kinds =
        [.. Enum.GetValues<FileKind>().Where(kind => kind != FileKind.Any && kind.Members.Count == 1)];

    public static byte[] Of(FileKind kind) => kind switch
    {
        FileKind.Pdf => "%PDF-1.7\n1 0 obj\nendobj\ntrailer\n%%EOF"u8.ToArray(),
        FileKind.Epub => Archive(("mimetype", "application/epub+zip"), ("content.opf", "<package/>")),
        FileKind.Zip => Archive(("inner.zip", Encoding.Latin1.GetString(Archive(("a", "b")))), ("readme.txt", "a text")),
        FileKind.Jpeg =>
            Join([0xFF, 0xD8], Segment(0xE1, "Exif with a preview \u00FF\u00D8\u00FF\u00D9 in it"), Segment(0xC0, "frame"),
            Segment(0xDA, "scan"), "light and shadow"u8.ToArray(), [0xFF, 0xD9]),
        FileKind.Png =>
            Join([0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10, 26, 10], Chunk("IHDR", 13, 1), Chunk("IDAT", 40, 2),
            Chunk("IEND", 0, 0xAE426082)),
        FileKind.WebP => Join("RIFF"u8.ToArray(), Little(4 + 8 + 20), "WEBPVP8L"u8.ToArray(), Little(20), new byte[20]),
        FileKind.Gif => Join("GIF89a"u8.ToArray(), [1, 0, 1, 0, 0, 0, 0, 0x2C, 0, 0, 0, 0, 1, 0, 1, 0, 0, 2, 2, 0x44, 1, 0, 0x3B]),
        FileKind.Mp4 =>
            Join(Box("ftyp", "isom\0\0\u0002\0mp41"), Box("moov", "where everything stands"), Box("mdat", "pictures and sound")),
        FileKind.WebM =>
            Join([0x1A, 0x45, 0xDF, 0xA3, 0x87, 0x42, 0x82, 0x84], "webm"u8.ToArray(), [0x18, 0x53, 0x80, 0x67, 0x40, 20], new byte[20]),
        FileKind.Vtt => "WEBVTT - a title\n\n00:01.000 --> 00:02.500\nHello\n\n00:03.000 --> 00:04.000\nthere\n"u8.ToArray(),
        FileKind.Srt => "1\r\n00:00:01,000 --> 00:00:02,500\r\nHello\r\n\r\n2\r\n00:00:03,000 --> 00:00:04,000\r\nthere\r\n"u8.ToArray(),
        FileKind.Json => "{\"books\":[{\"title\":\"One\",\"pages\":120},{\"title\":\"Two\",\"pages\":null}]}"u8.ToArray(),
        FileKind.Csv =>
            "vin,title\r\n1,\"Falcon, \"\"GT\"\"\"\r\n2,5\" pipe\r\n3,\"a note that goes on for longer than\r\none line\"\r\n"u8.ToArray(),
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    /// <summary>The sample, cut where the cut can be told; a text has no end of its own.</summary>
    public static byte[] Cut(FileKind kind)
    {
        byte[] whole = Of(kind);
        return kind is FileKind.Vtt or FileKind.Srt
            ? whole[..(whole.AsSpan().LastIndexOf("-->"u8) + 9)] : kind == FileKind.Csv ? whole[..^10] : whole[..(whole.Length / 2)];
    }

    public static byte[] Join(params ReadOnlySpan<byte[]> parts)
    {
        List<byte> all = [];
        foreach (byte[] part in parts)
        {
            all.AddRange(part);
        }

        return [.. all];
    }

    public static byte[] Little(uint number)
    {
        byte[] bytes = new byte[4];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, number);
        return bytes;
    }

    public static byte[] Big(uint number)
    {
        byte[] bytes = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, number);
        return bytes;
    }

    private static byte[] Box(string name, string content) => Join(Big((uint)content.Length + 8), Encoding.Latin1.GetBytes(name + content));

    private static byte[] Segment(byte marker, string content) =>
        Join([0xFF, marker, 0, (byte)(content.Length + 2)], Encoding.Latin1.GetBytes(content));

    private static byte[] Chunk(string name, int length, uint checksum) =>
        Join(Big((uint)length), Encoding.ASCII.GetBytes(name), new byte[length], Big(checksum));

    private static byte[] Archive(params (string Name, string Content)[] entries)
    {
        using MemoryStream bytes = new();
        using (ZipArchive archive = new(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach ((string name, string content) in entries)
            {
                using Stream entry = archive.CreateEntry(name, CompressionLevel.NoCompression).Open();
                entry.Write(Encoding.Latin1.GetBytes(content));
            }
        }

        return bytes.ToArray();
    }
}
