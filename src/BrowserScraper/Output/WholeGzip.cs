using System.Buffers.Binary;
using System.IO.Compression;

namespace BrowserScraper.Output;

/// <summary>Unpacks gzip (RFC 1952), and sees to it that its end has come: the last four bytes tell how many there were before it was packed. Not concurrent.</summary>
internal sealed class WholeGzip : ReadingStream
{
    private readonly Tail tail;
    private readonly GZipStream unpacked;
    private uint count;

    public WholeGzip(Stream packed)
    {
        tail = new(packed);
        unpacked = new(tail, CompressionMode.Decompress);
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        int read = await unpacked.ReadAsync(buffer, cancellationToken);
        count += (uint)read; // counts as gzip does: from the start again after 4 GB
        return read > 0 || buffer.Length == 0 || tail.Announced == count ? read : throw new InvalidDataException("its packed form ends early");
    }

    protected override void Dispose(bool disposing)
    {
        unpacked.Dispose();
        base.Dispose(disposing);
    }

    /// <summary>Remembers the last four bytes.</summary>
    private sealed class Tail(Stream packed) : ReadingStream
    {
        private readonly byte[] last = new byte[4];

        public uint Announced => BinaryPrimitives.ReadUInt32LittleEndian(last);

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            int read = await packed.ReadAsync(buffer, cancellationToken);
            byte[] both = [.. last, .. buffer.Span[Math.Max(0, read - last.Length)..read]];
            both.AsSpan(both.Length - last.Length).CopyTo(last);
            return read;
        }
    }
}
