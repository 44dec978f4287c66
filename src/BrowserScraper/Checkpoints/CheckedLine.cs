using System.Globalization;
using BrowserScraper.Storage;

namespace BrowserScraper.Checkpoints;

/// <summary>
/// A JSON object on one line that begins with the checksum of its own rest: <c>{"crc":"0a1b2c3d",rest</c>.
/// Quotes inside JSON strings are escaped, so the start cannot occur anywhere else, whatever an item holds.
/// </summary>
internal static class CheckedLine
{
    /// <summary>Bytes before the rest.</summary>
    public const int FrameLength = 18;

    private static ReadOnlySpan<byte> Start => "{\"crc\":\""u8;

    private static ReadOnlySpan<byte> Middle => "\","u8;

    /// <summary>Completes a line whose rest is already in place, <see cref="FrameLength"/> bytes after its beginning.</summary>
    public static void Seal(Span<byte> line)
    {
        Start.CopyTo(line);
        Crc32C.Of(line[FrameLength..]).TryFormat(line[Start.Length..], out _, "x8", CultureInfo.InvariantCulture);
        Middle.CopyTo(line[(FrameLength - Middle.Length)..]);
    }

    /// <summary>Gives the rest of a line if the whole line is as it was written.</summary>
    public static bool TryOpen(ReadOnlySpan<byte> line, out ReadOnlySpan<byte> rest)
    {
        rest = default;
        if (line.Length <= FrameLength || !line.StartsWith(Start) || !line[..FrameLength].EndsWith(Middle))
        {
            return false;
        }

        // Compared as text: a damaged digit must not pass because it still means the same number.
        Span<byte> expected = stackalloc byte[8];
        Crc32C.Of(line[FrameLength..]).TryFormat(expected, out _, "x8", CultureInfo.InvariantCulture);
        if (!line[Start.Length..].StartsWith(expected))
        {
            return false;
        }

        rest = line[FrameLength..];
        return true;
    }

    /// <summary>
    /// Finds the next intact object in damaged bytes: two lines whose line feed is gone, or one with something around it.
    /// </summary>
    public static bool TrySalvage(ref ReadOnlySpan<byte> damaged, out ReadOnlySpan<byte> rest)
    {
        rest = default;
        int start;
        while ((start = damaged.IndexOf(Start)) >= 0)
        {
            ReadOnlySpan<byte> candidate = damaged[start..];
            int next = candidate[1..].IndexOf(Start);
            candidate = next < 0 ? candidate : candidate[..(next + 1)];
            damaged = damaged[(start + candidate.Length)..];
            if (TryOpen(candidate[..(candidate.LastIndexOf((byte)'}') + 1)], out rest))
            {
                return true;
            }
        }

        return false;
    }
}
