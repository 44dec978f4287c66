namespace BrowserScraper.Discovery;

/// <summary>
/// Gives a byte order mark in one piece, however few bytes a pipe gives at a time: a reader decides by the first piece alone. It waits for
/// no more than that.
/// </summary>
internal sealed class MarkFirst(Stream from) : Stream
{
    private static readonly byte[][] Marks = [[0xEF, 0xBB, 0xBF], [0xFE, 0xFF], [0xFF, 0xFE, 0, 0], [0, 0, 0xFE, 0xFF]];

    private bool isBegun;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        if (isBegun)
        {
            return from.Read(buffer);
        }

        isBegun = true;
        int read = 0;
        while (read < buffer.Length && MayBeMark(buffer[..read]) && from.Read(buffer.Slice(read, 1)) > 0)
        {
            read++;
        }

        return read;
    }

    public override void Flush() => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        from.Dispose();
        base.Dispose(disposing);
    }

    private static bool MayBeMark(ReadOnlySpan<byte> read)
    {
        foreach (byte[] mark in Marks)
        {
            if (mark.Length > read.Length && mark.AsSpan().StartsWith(read))
            {
                return true;
            }
        }

        return false;
    }
}
