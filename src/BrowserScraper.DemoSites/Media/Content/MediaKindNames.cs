namespace BrowserScraper.DemoSites.Media.Content;

internal static class MediaKindNames
{
    public static string Extension(this MediaKind kind) => kind switch
    {
        MediaKind.Jpeg => "jpg",
        MediaKind.Png => "png",
        MediaKind.WebP => "webp",
        _ => "mp4",
    };

    public static string ContentType(this MediaKind kind) =>
        kind == MediaKind.Mp4 ? "video/mp4" : $"image/{kind.ToString().ToLowerInvariant()}";
}
