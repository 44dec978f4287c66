namespace BrowserScraper.DemoSites.Media.Content;

/// <summary>One picture or video of a source.</summary>
/// <param name="Source">Who has it.</param>
/// <param name="Position">Its place among the results that it was found with, counted from 1.</param>
/// <param name="Id">Unique within the source.</param>
/// <param name="Title">Safe to put into HTML.</param>
/// <param name="Scene">What it shows.</param>
/// <param name="Content">Tells it apart from all others that show the same scene.</param>
internal sealed record Medium(string Source, int Position, string Id, string Title, Scene Scene, uint Content)
{
    public string FullPath => $"/full/{Id}.{Scene.Format.Extension()}";

    public string ThumbPath(int width) => $"/thumbs/{Id}-{width}.jpg";
}
