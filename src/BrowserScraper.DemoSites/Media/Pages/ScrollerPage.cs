using BrowserScraper.DemoSites.Media.Content;
using BrowserScraper.DemoSites.Media.Sources;

namespace BrowserScraper.DemoSites.Media.Pages;

/// <summary>A page whose script asks for the next piece when the end of the list comes into view.</summary>
internal static class ScrollerPage
{
    private const string End = """<li class="wide" data-testid="end" role="status">That was all.</li>""";

    public static string Render(SourceFacts source, string query) => ResultsPage.Frame(
        source,
        query,
        $"""
            <ul class="results" data-testid="results" aria-label="Results">
              {Next(query, 0)}
            </ul>
            <p class="alert" role="alert" data-testid="error" hidden>That did not work. <button type="button">Try again</button></p>
        """,
        "scroller.js");

    /// <param name="query">As the visitor typed it.</param>
    /// <param name="piece">The results of this piece.</param>
    /// <param name="next">How many stand before the next piece; null after the last one.</param>
    public static string Piece(string query, IEnumerable<Medium> piece, int? next) =>
        string.Concat(piece.Select(Item)) + (next is { } after ? Next(query, after) : End);

    private static string Item(Medium medium) => $"""
        <li data-testid="result" data-id="{medium.Id}" data-full="{medium.FullPath}">
          <figure>{ResultsPage.Thumb(medium)}<figcaption><span data-testid="title">{medium.Title}</span>
            <button type="button" aria-label="Save {medium.Title}">Save</button></figcaption></figure>
        </li>

        """;

    private static string Next(string query, int after) =>
        $"""<li class="wide" data-testid="more" data-next="/more?q={Uri.EscapeDataString(query)}&amp;after={after}">Loading ...</li>""";
}
