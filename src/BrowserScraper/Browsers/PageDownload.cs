namespace BrowserScraper.Browsers;

/// <summary>A download as the page's protocol session tells of it.</summary>
/// <param name="frame">The frame that has begun it.</param>
/// <param name="address">Where it comes from, after all redirects.</param>
internal sealed class PageDownload(string frame, string address)
{
    private long announced;
    private long received;

    public string Frame => frame;

    public string Address => address;

    /// <summary>Bytes that it is to have; 0 where nobody has said so.</summary>
    public long Announced => Volatile.Read(ref announced);

    /// <summary>Bytes that have come so far.</summary>
    public long Received => Volatile.Read(ref received);

    /// <summary>Bytes that it has in all, or that have come so far where that is not announced.</summary>
    public long Size => Math.Max(Announced, Received);

    public void OnProgress(long total, long came)
    {
        Volatile.Write(ref announced, Math.Max(Announced, total));
        Volatile.Write(ref received, Math.Max(Received, came));
    }
}
