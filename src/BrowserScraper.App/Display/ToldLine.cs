using Spectre.Console.Rendering;

namespace BrowserScraper.App.Display;

/// <summary>
/// A line told above a live picture. It erases the old picture first: where the line is longer than one row, the rest would show.
/// </summary>
internal sealed class ToldLine(string text) : Renderable
{
    private const string EraseBelow = "\u001b[J";

    protected override IEnumerable<Segment> Render(RenderOptions options, int maxWidth) =>
        [Segment.Control(EraseBelow), .. ((IRenderable)new Spectre.Console.Text(text)).Render(options, maxWidth), Segment.LineBreak];
}
