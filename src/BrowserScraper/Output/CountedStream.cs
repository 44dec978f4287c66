namespace BrowserScraper.Output;

/// <summary>Counts what is read through it. Not concurrent.</summary>
internal sealed class CountedStream(Stream inner) : ReadingStream
{
    /// <summary>Bytes read so far.</summary>
    public long Count { get; private set; }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        int read = await inner.ReadAsync(buffer, cancellationToken);
        Count += read;
        return read;
    }

    protected override void Dispose(bool disposing)
    {
        inner.Dispose();
        base.Dispose(disposing);
    }
}
