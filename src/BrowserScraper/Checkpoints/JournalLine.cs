using System.Buffers.Text;
using System.Globalization;

namespace BrowserScraper.Checkpoints;

/// <summary>One line of the journal: checksum, number, item.</summary>
internal static class JournalLine
{
    private static ReadOnlySpan<byte> Name => "\"n\":"u8;

    public static byte[] Write(long number, ReadOnlySpan<byte> body)
    {
        Span<byte> digits = stackalloc byte[20];
        number.TryFormat(digits, out int length, provider: CultureInfo.InvariantCulture);
        byte[] line = new byte[CheckedLine.FrameLength + Name.Length + length + 1 + body.Length + 1];
        Span<byte> rest = line.AsSpan(CheckedLine.FrameLength);
        Name.CopyTo(rest);
        digits[..length].CopyTo(rest[Name.Length..]);
        rest[Name.Length + length] = (byte)',';
        body.CopyTo(rest[(Name.Length + length + 1)..]);
        CheckedLine.Seal(line.AsSpan(..^1));
        line[^1] = (byte)'\n';
        return line;
    }

    /// <summary>Takes apart the rest of a checked line.</summary>
    public static bool TryRead(ReadOnlySpan<byte> rest, out long number, out ReadOnlySpan<byte> body)
    {
        number = 0;
        body = default;
        if (!rest.StartsWith(Name) || !Utf8Parser.TryParse(rest[Name.Length..], out number, out int length))
        {
            return false;
        }

        body = rest[(Name.Length + length)..];
        bool followed = body.StartsWith(","u8);
        body = followed ? body[1..] : body;
        return followed;
    }
}
