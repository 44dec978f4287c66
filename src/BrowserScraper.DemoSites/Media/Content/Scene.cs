namespace BrowserScraper.DemoSites.Media.Content;

/// <summary>One of the drawings and films that all files are made from.</summary>
/// <param name="Number">Its number among the assets.</param>
/// <param name="Format">What it is kept as.</param>
/// <param name="Name">The first half of a title.</param>
internal sealed record Scene(int Number, MediaFormat Format, string Name)
{
    public int Width => Format == MediaFormat.Mp4 ? 480 : 960;

    public int Height => Width * 2 / 3;

    public string Asset => $"scenes/{Number:D2}.{Format.Extension()}";

    public string ThumbAsset(int width) => $"thumbs/{Number:D2}-{width}.jpg";
}
