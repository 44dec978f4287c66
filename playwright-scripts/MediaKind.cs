namespace BrowserScraper.Scripts;

/// <summary>What a source has.</summary>
public enum MediaKind
{
    Image,
    Video,
}
