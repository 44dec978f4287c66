using System.Buffers.Binary;
using BrowserScraper.Items;

namespace BrowserScraper.Tests.Output.Kinds;

/// <summary>
/// Files of up to a terabyte that take no room: a beginning, a hole, an end. Whoever reads all of one does not come back.
/// </summary>
internal static class HugeFile
{
    private const long Terabyte = 1L << 40;
    private const long In32Bits = 3L << 30;

    public static void Write(string path, FileKind kind)
    {
        byte[] whole = Samples.Of(kind);
        byte[] end = kind switch
        {
            FileKind.Pdf => "%%EOF"u8.ToArray(),
            FileKind.Jpeg => [0xFF, 0xD9],
            FileKind.Png => whole[^12..],
            FileKind.Gif => [0, 0x3B],
            FileKind.Zip or FileKind.Epub => EndOfZip(In32Bits),
            _ => [0],
        };
        using FileStream file = new(path, FileMode.Create);
        file.Write(Beginning(kind, whole));
        file.Position =
            (kind is FileKind.Zip or FileKind.Epub or FileKind.WebP
            ? In32Bits : Terabyte) - (kind is FileKind.Zip or FileKind.Epub ? 0 : end.Length);
        file.Write(end);
    }

    private static byte[] Beginning(FileKind kind, byte[] whole)
    {
        switch (kind)
        {
            case FileKind.WebP:
                BinaryPrimitives.WriteUInt32LittleEndian(whole.AsSpan(4), (uint)(In32Bits - 8));
                return whole;
            case FileKind.Mp4:
                // The last box gets a length of eight bytes.
                int media = whole.AsSpan().IndexOf("mdat"u8) - 4;
                byte[] length = new byte[8];
                BinaryPrimitives.WriteInt64BigEndian(length, Terabyte - media);
                return Samples.Join(whole[..media], Samples.Big(1), "mdat"u8.ToArray(), length);
            case FileKind.WebM:
                int segment = whole.AsSpan().IndexOf([(byte)0x18, (byte)0x53, (byte)0x80, (byte)0x67]);
                byte[] size = new byte[8];
                BinaryPrimitives.WriteInt64BigEndian(size, (1L << 56) | (Terabyte - segment - 12));
                return Samples.Join(whole[..(segment + 4)], size);
            case FileKind.Pdf or FileKind.Jpeg or FileKind.Png or FileKind.Gif:
                return whole[..^2];
            default:
                return whole;
        }
    }

    private static byte[] EndOfZip(long directory) => Samples.Join(
        "PK\x05\x06"u8.ToArray(), new byte[8], Samples.Little(0), Samples.Little((uint)directory), new byte[2]);
}
