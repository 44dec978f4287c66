namespace BrowserScraper.Items;

/// <summary>What a downloaded file must turn out to be.</summary>
public enum FileKind
{
    /// <summary>Anything but an HTML page, which is what sites answer instead of a file.</summary>
    Any,

    Pdf,

    Epub,
}
