using BrowserScraper.Items;

namespace BrowserScraper.Output;

/// <summary>What the operator has set for downloads.</summary>
/// <param name="RequestTimeout">REQUEST_TIMEOUT: the longest wait for an answer, and for each further part of it.</param>
/// <param name="Lane">DOWNLOAD_LANE: the lane of every file whose script names none.</param>
/// <param name="Force">FORCE_REDOWNLOAD: what stands there is fetched again.</param>
internal sealed record DownloadOptions(TimeSpan RequestTimeout, DownloadLane Lane, bool Force)
{
    /// <summary>MAX_FILE_MB, in bytes. Default: 2,000 MB.</summary>
    public long LargestFile { get; init; } = 2_000L << 20;
}
