namespace BrowserScraper.DemoSites.Media;

/// <summary>What a file of the media portal is.</summary>
public enum MediaFormat
{
    Jpeg,
    Png,
    WebP,
    Mp4,
}
