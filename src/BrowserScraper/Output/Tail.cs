namespace BrowserScraper.Output;

/// <summary>Passes a stream on, can look at its first bytes beforehand, and remembers its last ones. Not concurrent.</summary>
/// <param name="inner">The stream.</param>
/// <param name="kept">How many bytes of its end are remembered.</param>
internal sealed class Tail(Stream inner, int kept) : ReadingStream
{
    private byte[] last = new byte[kept];
    private byte[] peeked = [];

    /// <summary>The last bytes that were passed on, after zeros where there were fewer.</summary>
    public ReadOnlySpan<byte> Last => last;

    /// <summary>Somebody has asked for more than there was.</summary>
    public bool IsOver { get; private set; }

    /// <summary>The first bytes, which are passed on all the same; fewer where there are no more. Before anything is read.</summary>
    public async Task<byte[]> PeekAsync(int count, CancellationToken ending)
    {
        byte[] head = new byte[count];
        return peeked = head[..await inner.ReadAtLeastAsync(head, count, throwOnEndOfStream: false, ending)];
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        int read = Math.Min(peeked.Length, buffer.Length);
        if (read > 0)
        {
            peeked.AsSpan(0, read).CopyTo(buffer.Span);
            peeked = peeked[read..];
        }
        else
        {
            read = await inner.ReadAsync(buffer, cancellationToken);
            IsOver |= read == 0 && buffer.Length > 0;
        }

        byte[] both = [.. last, .. buffer.Span[Math.Max(0, read - last.Length)..read]];
        last = both[^last.Length..];
        return read;
    }
}
