using System.Buffers.Binary;
using System.Text;

namespace BrowserScraper.DemoSites.Media.Content;

/// <summary>Puts a text into a file where its kind has room for one, so that files of one scene differ in their bytes.</summary>
internal static class MarkedFile
{
    private const int FirstLength = 4; // of a JPEG: where its first segment, JFIF's, says how long it is
    private const int AfterHeader = 33; // of a PNG: its signature and its first chunk
    private const int FeatureFlags = 20; // of a WebP whose first chunk is VP8X
    private const byte HasXmp = 0x04;

    public static byte[] Of(MediaFormat format, byte[] file, string mark)
    {
        byte[] text = Encoding.ASCII.GetBytes(mark);
        return format switch
        {
            MediaFormat.Jpeg => Inserted(
                file,
                FirstLength + BinaryPrimitives.ReadUInt16BigEndian(file.AsSpan(FirstLength)),
                [0xFF, 0xFE, 0, (byte)(text.Length + 2), .. text]),
            MediaFormat.Png => Inserted(file, AfterHeader, PngChunk([.. "tEXtComment\0"u8, .. text])),
            MediaFormat.WebP => WithXmp(file, text),
            _ => [.. file, .. Big32(text.Length + 8), .. "free"u8, .. text],
        };
    }

    private static byte[] Inserted(byte[] file, int place, byte[] part) => [.. file.AsSpan(0, place), .. part, .. file.AsSpan(place)];

    /// <param name="named">The chunk's name and what is in it.</param>
    private static byte[] PngChunk(byte[] named) =>
        [.. Big32(named.Length - 4), .. named, .. Big32((int)Crc32(named))];

    private static byte[] WithXmp(byte[] file, byte[] text)
    {
        byte[] packet = [.. "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\"><!--"u8, .. text, .. "--></x:xmpmeta>"u8];
        byte[] chunk = [.. "XMP "u8, 0, 0, 0, 0, .. packet, .. new byte[packet.Length % 2]];
        BinaryPrimitives.WriteInt32LittleEndian(chunk.AsSpan(4), packet.Length);
        byte[] whole = [.. file, .. chunk];
        BinaryPrimitives.WriteInt32LittleEndian(whole.AsSpan(4), whole.Length - 8);
        whole[FeatureFlags] |= HasXmp;
        return whole;
    }

    private static byte[] Big32(int number)
    {
        byte[] bytes = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(bytes, number);
        return bytes;
    }

    /// <summary>The checksum that PNG asks for; the one that processors have built in is another.</summary>
    private static uint Crc32(ReadOnlySpan<byte> bytes)
    {
        uint crc = uint.MaxValue;
        foreach (byte value in bytes)
        {
            crc ^= value;
            for (int bit = 0; bit < 8; bit++)
            {
                crc = (crc >> 1) ^ ((crc & 1) * 0xEDB88320);
            }
        }

        return ~crc;
    }
}
