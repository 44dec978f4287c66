using System.Buffers.Text;
using System.Text;
using BrowserScraper.Storage;

namespace BrowserScraper.Checkpoints;

/// <summary>Reads a snapshot line by line, so that damage costs the line it hits and no other.</summary>
internal sealed class SnapshotReader(ItemTable table)
{
    private static readonly string Whole = "{ header items ] footer }";

    private readonly StringBuilder shape = new();
    private bool damaged;

    public SnapshotHeader? Header { get; private set; }

    /// <summary>The last journal number that is covered, from the header or else the footer.</summary>
    public long Sequence { get; private set; }

    /// <summary>How many items it was written with, or null where nothing tells any more.</summary>
    public int? Expected { get; private set; }

    /// <summary>Reads everything that is intact; true where that is all there ever was.</summary>
    public bool Read(Stream source)
    {
        LineReader lines = new(source);
        while (lines.TryRead(out ReadOnlySpan<byte> line) && Header?.OtherFormat is null)
        {
            ReadOnlySpan<byte> item = line.EndsWith(","u8) ? line[..^1] : line;
            if (!CheckedLine.TryOpen(item, out ReadOnlySpan<byte> rest))
            {
                ReadOther(line);
            }
            else if (!TakeItem(rest))
            {
                damaged = true;
            }
        }

        return !damaged && shape.ToString() == Whole && Header is not null && table.Count == Expected;
    }

    private void ReadOther(ReadOnlySpan<byte> line)
    {
        string part = line switch
        {
            _ when line.SequenceEqual("{"u8) => "{",
            _ when line.SequenceEqual("\"items\":["u8) => " items",
            _ when line.SequenceEqual("],"u8) => " ]",
            _ when line.SequenceEqual("}"u8) => " }",
            _ when Opens(line, "\"header\":"u8, ","u8, out ReadOnlySpan<byte> rest) && TakeHeader(rest) => " header",
            _ when Opens(line, "\"footer\":"u8, ""u8, out ReadOnlySpan<byte> rest) && TakeFooter(rest) => " footer",
            _ => "",
        };

        damaged |= part.Length == 0;
        shape.Append(part);
        if (part.Length == 0)
        {
            Salvage(line);
        }
    }

    private void Salvage(ReadOnlySpan<byte> line)
    {
        while (CheckedLine.TrySalvage(ref line, out ReadOnlySpan<byte> rest))
        {
            _ = TakeItem(rest) || TakeHeader(rest) || TakeFooter(rest);
        }
    }

    private static bool Opens(
        ReadOnlySpan<byte> line, ReadOnlySpan<byte> name, ReadOnlySpan<byte> end, out ReadOnlySpan<byte> rest)
    {
        rest = default;
        return line.StartsWith(name) && line.EndsWith(end)
            && CheckedLine.TryOpen(line[name.Length..^end.Length], out rest);
    }

    private bool TakeItem(ReadOnlySpan<byte> rest)
    {
        if (!ItemFormat.TryReadKey(rest, out string? key))
        {
            return false;
        }

        table.Set(key, rest.ToArray());
        return true;
    }

    private bool TakeHeader(ReadOnlySpan<byte> rest)
    {
        Header ??= rest.StartsWith("\"format\":"u8) ? SnapshotHeader.Read(rest) : null;
        if (Header is null)
        {
            return false;
        }

        Sequence = Header.Sequence;
        Expected = Header.Count;
        table.Reserve(Header.Count);
        return true;
    }

    private bool TakeFooter(ReadOnlySpan<byte> rest)
    {
        if (!rest.StartsWith("\"sequence\":"u8) || !Utf8Parser.TryParse(rest[11..], out long sequence, out int digits))
        {
            return false;
        }

        ReadOnlySpan<byte> tail = rest[(11 + digits)..];
        if (!tail.StartsWith(",\"count\":"u8) || !Utf8Parser.TryParse(tail[9..], out int count, out _))
        {
            return false;
        }

        Sequence = Math.Max(Sequence, sequence);
        Expected ??= count;
        return true;
    }
}
