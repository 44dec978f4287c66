namespace BrowserScraper.Items;

/// <summary>
/// What a downloaded file must turn out to be. Each kind is known by its signature and, where its format has one, by its end.
/// </summary>
public enum FileKind
{
    /// <summary>Anything but an HTML page, which is what sites answer instead of a file.</summary>
    Any,

    /// <summary>A picture: JPEG, PNG, WebP or GIF.</summary>
    Image,

    /// <summary>A film: MP4 or WebM.</summary>
    Video,

    Pdf,

    Epub,

    Zip,

    Jpeg,

    Png,

    WebP,

    Gif,

    Mp4,

    WebM,

    /// <summary>WebVTT subtitles.</summary>
    Vtt,

    /// <summary>SubRip subtitles.</summary>
    Srt,

    /// <summary>One JSON document, read to its end.</summary>
    Json,

    /// <summary>Lines of fields; every quoted field must be closed.</summary>
    Csv,
}
