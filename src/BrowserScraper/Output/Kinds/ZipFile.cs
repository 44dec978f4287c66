using System.Buffers.Binary;

namespace BrowserScraper.Output.Kinds;

/// <summary>
/// ZIP and what is built on it: a local header at the start, an end record of 22 bytes and a comment at the end, and right before that
/// record the directory (APPNOTE.TXT 4.3.7 and 4.3.16). A book names its kind in its first entry, uncompressed (EPUB OCF 3.3, 4.3).
/// </summary>
internal static class ZipFile
{
    private const int EndLength = 22;
    private const int EpubMarkOffset = 30;
    private const uint InZip64 = uint.MaxValue; // the true number stands in a record of the ZIP64 extension

    public static bool Is(FileProbe file) => file.Has(0, "PK\x03\x04"u8) || file.Has(0, "PK\x05\x06"u8);

    public static bool IsEpub(FileProbe file) =>
        file.Has(0, "PK\x03\x04"u8) && file.Has(EpubMarkOffset, "mimetypeapplication/epub+zip"u8);

    public static Task<string?> FaultAsync(FileProbe file) =>
        Is(file) ? EndFaultAsync(file, "ZIP") : Task.FromResult<string?>("it is no ZIP");

    public static Task<string?> EpubFaultAsync(FileProbe file) =>
        IsEpub(file) ? EndFaultAsync(file, "EPUB") : Task.FromResult<string?>("it is no EPUB");

    private static async Task<string?> EndFaultAsync(FileProbe file, string kind)
    {
        byte[] end = await file.ReadEndAsync(EndLength + ushort.MaxValue);
        for (int place = end.Length - EndLength; place >= 0; place--)
        {
            if (end.AsSpan(place).StartsWith("PK\x05\x06"u8) && IsWhole(end.AsSpan(place), file.Length - end.Length + place))
            {
                return null;
            }
        }

        return file.CutOff(kind);
    }

    // An archive inside the archive has an end record, too, whose directory does not stand where it says.
    private static bool IsWhole(ReadOnlySpan<byte> record, long place)
    {
        uint size = BinaryPrimitives.ReadUInt32LittleEndian(record[12..]);
        uint directory = BinaryPrimitives.ReadUInt32LittleEndian(record[16..]);
        ushort comment = BinaryPrimitives.ReadUInt16LittleEndian(record[20..]);
        return EndLength + comment <= record.Length && (size == InZip64 || directory == InZip64 || directory + (long)size == place);
    }
}
