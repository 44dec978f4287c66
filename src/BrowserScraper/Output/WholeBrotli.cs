using System.Buffers;
using System.IO.Compression;

namespace BrowserScraper.Output;

/// <summary>Unpacks Brotli (RFC 7932), and sees to it that its end has come. Not concurrent.</summary>
internal sealed class WholeBrotli(Stream packed) : ReadingStream
{
    private readonly byte[] waiting = new byte[16 * 1024];
    private BrotliDecoder decoder;
    private int start;
    private int end;
    private bool isOver;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (!isOver && buffer.Length > 0)
        {
            OperationStatus status = decoder.Decompress(waiting.AsSpan(start..end), buffer.Span, out int consumed, out int written);
            start += consumed;
            isOver = status == OperationStatus.Done;
            if (status == OperationStatus.InvalidData)
            {
                throw new InvalidDataException("its packed form is damaged");
            }

            if (written > 0)
            {
                return written;
            }

            if (status == OperationStatus.NeedMoreData)
            {
                await FillAsync(cancellationToken);
            }
        }

        return 0;
    }

    protected override void Dispose(bool disposing)
    {
        decoder.Dispose();
        base.Dispose(disposing);
    }

    private async Task FillAsync(CancellationToken ending)
    {
        waiting.AsSpan(start..end).CopyTo(waiting);
        (start, end) = (0, end - start);
        int read = await packed.ReadAsync(waiting.AsMemory(end), ending);
        end += read > 0 ? read : throw new InvalidDataException("its packed form ends early");
    }
}
