using System.Buffers.Binary;
using System.IO.Compression;

namespace BrowserScraper.Output;

/// <summary>
/// Unpacks what is called <c>deflate</c>: zlib (RFC 1950), whose end carries a sum over the file, or the bare form (RFC 1951) that some
/// servers send and browsers take: whoever unpacks that asks for no more once its last block has ended. Not concurrent.
/// </summary>
internal sealed class WholeDeflate : ReadingStream
{
    private const int LastSum = 4;
    private const uint SumModulus = 65_521;

    private readonly Tail tail;
    private Stream? unpacked;
    private bool isZlib;
    private uint low = 1;
    private uint high;

    public WholeDeflate(Stream packed) => tail = new(packed, LastSum);

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        unpacked ??= await OpenAsync(cancellationToken);
        int read = await unpacked.ReadAsync(buffer, cancellationToken);
        foreach (byte each in buffer.Span[..read])
        {
            low = (low + each) % SumModulus;
            high = (high + low) % SumModulus;
        }

        return read > 0 || buffer.Length == 0
            || (isZlib ? BinaryPrimitives.ReadUInt32BigEndian(tail.Last) == ((high << 16) | low) : !tail.IsOver)
            ? read
            : throw new InvalidDataException("its packed form ends early");
    }

    protected override void Dispose(bool disposing)
    {
        unpacked?.Dispose();
        base.Dispose(disposing);
    }

    private async Task<Stream> OpenAsync(CancellationToken ending)
    {
        byte[] head = await tail.PeekAsync(2, ending);
        isZlib = head.Length == 2 && (head[0] & 0x0F) == 8 && BinaryPrimitives.ReadUInt16BigEndian(head) % 31 == 0;
        return isZlib ? new ZLibStream(tail, CompressionMode.Decompress) : new DeflateStream(tail, CompressionMode.Decompress);
    }
}
