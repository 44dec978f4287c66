using System.Numerics;

namespace BrowserScraper.Output.Kinds;

/// <summary>
/// An EBML header that names the document type, and one segment with its length, or, where it was streamed, without (RFC 8794, 4, 5 and
/// 11.2; RFC 9559, 4.4 and 5.1). Without, the end cannot be told.
/// </summary>
internal static class WebMFile
{
    private const int IdLength = 4; // of the header's and of the segment's element id

    public static bool Is(FileProbe file) => file.Has(0, [0x1A, 0x45, 0xDF, 0xA3]) && HeaderOf(file).IndexOf("webm"u8) >= 0;

    public static async Task<string?> FaultAsync(FileProbe file)
    {
        if (!Is(file))
        {
            return "it is no WebM";
        }

        (int width, long header) = Number(file.Head.AsSpan(IdLength));
        long start = IdLength + width + header;
        byte[] segment = await file.ReadAsync(start, 12);
        if (segment.Length <= IdLength)
        {
            return file.CutOff("WebM");
        }

        if (!segment.AsSpan().StartsWith([(byte)0x18, (byte)0x53, (byte)0x80, (byte)0x67]))
        {
            return "it is no WebM";
        }

        (width, long length) = Number(segment.AsSpan(IdLength));
        bool isKnown = length != (1L << (7 * width)) - 1;
        return width == 0 || (isKnown && start + IdLength + width + length > file.Length) ? file.CutOff("WebM") : null;
    }

    private static ReadOnlySpan<byte> HeaderOf(FileProbe file)
    {
        (int width, long length) = Number(file.Head.AsSpan(IdLength));
        return file.Head.AsSpan(0, (int)Math.Min(file.Head.Length, IdLength + width + length));
    }

    /// <summary>A number whose leading zero bits tell how many bytes it has; width 0 where it is cut off.</summary>
    private static (int Width, long Value) Number(ReadOnlySpan<byte> bytes)
    {
        int width = bytes.IsEmpty ? 0 : BitOperations.LeadingZeroCount((uint)bytes[0]) - 23;
        if (width is 0 or > 8 || bytes.Length < width)
        {
            return (0, 0);
        }

        long value = bytes[0] & (0xFF >> width);
        foreach (byte next in bytes[1..width])
        {
            value = (value << 8) | next;
        }

        return (width, value);
    }
}
