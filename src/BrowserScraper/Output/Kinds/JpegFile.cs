using System.Buffers.Binary;

namespace BrowserScraper.Output.Kinds;

/// <summary>
/// Segments, each with its length, up to the start of scan, and an end-of-image marker after it (ITU-T T.81, B.1.1 and B.2.1). A picture
/// inside a segment - a camera's preview - has an end marker of its own, which does not count.
/// </summary>
internal static class JpegFile
{
    private const int MostSegments = 10_000;
    private const int EndWindow = 64 * 1024; // cameras append what they like
    private const byte StartOfScan = 0xDA;

    public static bool Is(FileProbe file) => file.Has(0, [0xFF, 0xD8, 0xFF]);

    public static async Task<string?> FaultAsync(FileProbe file)
    {
        if (!Is(file))
        {
            return "it is no JPEG";
        }

        long scan = await ScanAsync(file);
        byte[] end = await file.ReadEndAsync((int)Math.Min(EndWindow, file.Length - scan));
        return end.AsSpan().LastIndexOf([(byte)0xFF, (byte)0xD9]) < 0 ? file.CutOff("JPEG") : null;
    }

    /// <summary>Where the scan begins; the file's length where it has none.</summary>
    private static async Task<long> ScanAsync(FileProbe file)
    {
        long place = 2;
        for (int segment = 0; segment < MostSegments; segment++)
        {
            byte[] header = await file.ReadAsync(place, 4);
            if (header.Length < 4 || header[0] != 0xFF)
            {
                break;
            }

            if (header[1] == StartOfScan)
            {
                return place;
            }

            // A marker may have fill bytes before it.
            place += header[1] == 0xFF ? 1 : 2 + BinaryPrimitives.ReadUInt16BigEndian(header.AsSpan(2));
        }

        return file.Length;
    }
}
