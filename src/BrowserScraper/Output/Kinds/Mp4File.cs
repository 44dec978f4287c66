using System.Buffers.Binary;

namespace BrowserScraper.Output.Kinds;

/// <summary>
/// Boxes one after the other, each with its length - 1: it stands in the next eight bytes, 0: to the end of the file - that fill the file
/// exactly; the first says what it is, 'moov' tells where everything stands in 'mdat', pictures and sound (ISO/IEC 14496-12, 4.2, 4.3,
/// 8.1.1 and 8.2.1).
/// </summary>
internal static class Mp4File
{
    private const int MostBoxes = 1_000_000;
    private const int HeaderLength = 8;
    private const int LongHeaderLength = 16;

    public static bool Is(FileProbe file) => file.Has(4, "ftyp"u8);

    public static async Task<string?> FaultAsync(FileProbe file)
    {
        if (!Is(file))
        {
            return "it is no MP4";
        }

        bool hasIndex = false;
        bool hasMedia = false;
        long place = 0;
        for (int box = 0; place < file.Length && box < MostBoxes; box++)
        {
            byte[] header = await file.ReadAsync(place, LongHeaderLength);
            long length = BoxLength(header, file.Length - place);
            if (length < HeaderLength || length > file.Length - place)
            {
                return file.CutOff("MP4");
            }

            hasIndex |= header.AsSpan(4, 4).SequenceEqual("moov"u8);
            hasMedia |= header.AsSpan(4, 4).SequenceEqual("mdat"u8);
            place += length;
        }

        return hasIndex && hasMedia ? null : file.CutOff("MP4");
    }

    private static long BoxLength(ReadOnlySpan<byte> header, long rest) =>
        header.Length < HeaderLength ? 0 : BinaryPrimitives.ReadUInt32BigEndian(header) switch
        {
            0 => rest,
            1 when header.Length < LongHeaderLength => 0,
            1 => BinaryPrimitives.ReadInt64BigEndian(header[HeaderLength..]),
            uint length => length,
        };
}
