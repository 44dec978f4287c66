namespace BrowserScraper.Browsers;

/// <summary>A download as the page's protocol session tells of it.</summary>
/// <param name="frame">The frame that has begun it.</param>
/// <param name="address">Where it comes from, after all redirects.</param>
internal sealed class PageDownload(string frame, string address)
{
    private long size;

    public string Frame => frame;

    public string Address => address;

    /// <summary>Bytes that it has in all, or that have come so far where that is not announced.</summary>
    public long Size
    {
        get => Volatile.Read(ref size);
        set => Volatile.Write(ref size, value);
    }
}
