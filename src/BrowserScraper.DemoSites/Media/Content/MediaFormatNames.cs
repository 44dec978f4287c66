namespace BrowserScraper.DemoSites.Media.Content;

internal static class MediaFormatNames
{
    public static string Extension(this MediaFormat format) => format switch
    {
        MediaFormat.Jpeg => "jpg",
        MediaFormat.Png => "png",
        MediaFormat.WebP => "webp",
        _ => "mp4",
    };

    public static string ContentType(this MediaFormat format) =>
        format == MediaFormat.Mp4 ? "video/mp4" : $"image/{format.ToString().ToLowerInvariant()}";
}
