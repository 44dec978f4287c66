using System.Buffers.Binary;
using System.IO.Compression;

namespace BrowserScraper.Output;

/// <summary>
/// Unpacks gzip (RFC 1952), and sees to it that its end has come: the last four bytes of each of its parts tell how many there were before
/// it was packed. What says that it is gzip, and is not, is passed on as it is, as browsers do. Not concurrent.
/// </summary>
internal sealed class WholeGzip : ReadingStream
{
    private const int LastCount = 4;
    private const int MostParts = 1_000_000;

    private readonly Tail tail;
    private readonly List<uint> parts = [];
    private Stream? unpacked;
    private bool isPacked;
    private uint count;

    public WholeGzip(Stream packed) => tail = new(packed, LastCount);

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        unpacked ??= await OpenAsync(cancellationToken);
        int read = await unpacked.ReadAsync(buffer, cancellationToken);
        count += (uint)read; // counts as gzip does: from the start again after 4 GB
        return read > 0 || buffer.Length == 0 || !isPacked || IsWhole()
            ? read : throw new InvalidDataException("its packed form ends early");
    }

    protected override void Dispose(bool disposing)
    {
        unpacked?.Dispose();
        base.Dispose(disposing);
    }

    private async Task<Stream> OpenAsync(CancellationToken ending)
    {
        byte[] head = await tail.PeekAsync(1, ending);
        isPacked = head is [] or [0x1F];
        return isPacked ? new GZipStream(new PartFinder(tail, parts), CompressionMode.Decompress) : tail;
    }

    /// <summary>The counts of all parts together are what came; one place may only have looked like the start of a part.</summary>
    private bool IsWhole()
    {
        uint all = BinaryPrimitives.ReadUInt32LittleEndian(tail.Last);
        parts.ForEach(part => all += part);
        return all == count || parts.Exists(part => all - part == count);
    }

    /// <summary>Notes the count that stands before each further part.</summary>
    private sealed class PartFinder(Stream packed, List<uint> parts) : ReadingStream
    {
        private static ReadOnlySpan<byte> Start => [0x1F, 0x8B, 8];

        private byte[] before = [];

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            int read = await packed.ReadAsync(buffer, cancellationToken);
            byte[] seen = [.. before, .. buffer.Span[..read]];
            if (seen.Length < LastCount)
            {
                before = seen;
                return read;
            }

            for (int at = LastCount; parts.Count < MostParts && seen.AsSpan(at).IndexOf(Start) is >= 0 and var further; at += Start.Length)
            {
                at += further;
                parts.Add(BinaryPrimitives.ReadUInt32LittleEndian(seen.AsSpan(at - LastCount)));
            }

            before = seen[Math.Max(0, seen.Length - (LastCount + Start.Length - 1))..];
            return read;
        }
    }
}
