using BrowserScraper.DemoSites.Media.Content;
using BrowserScraper.DemoSites.Media.Sources;

namespace BrowserScraper.DemoSites.Media.Pages;

/// <summary>A page whose script asks for the next piece when the end of the list comes into view.</summary>
internal static class ScrollerPage
{
    private const int RowHeight = 150;
    private const string End = """<li class="wide" data-testid="end" role="status">That was all.</li>""";

    public static string Render(SourceFacts source, string query, ScrollerShape shape) => ResultsPage.Frame(
        source,
        query,
        $"""
            <div{(shape == ScrollerShape.Box ? " style=\"height:500px;overflow-y:auto\"" : "")}>
            <ul class="results" data-testid="results" aria-label="Results">
              {Next(query, 0)}
            </ul>
            </div>
            <p class="alert" role="alert" data-testid="error" hidden>That did not work. <button type="button">Try again</button></p>
        """,
        "scroller.js");

    /// <summary>A page whose script draws only those that are near the view.</summary>
    public static string RenderVirtual(SourceFacts source, string query, int count) => ResultsPage.Frame(
        source,
        query,
        $"""
            <ul class="results" data-testid="results" aria-label="Results"
              style="position:relative;display:block;height:{count * RowHeight}px"
              data-rows="/rows?q={Uri.EscapeDataString(query)}" data-height="{RowHeight}"></ul>
        """,
        "virtual.js");

    /// <summary>What the script draws, each at its place.</summary>
    public static string Rows(IEnumerable<Medium> rows, int from) => string.Concat(rows.Select((medium, number) => $"""
        <li data-testid="result" data-id="{medium.Id}" data-full="{medium.FullPath}"
          style="position:absolute;top:{(from + number) * RowHeight}px;height:{RowHeight}px">
          <span data-testid="title">{medium.Title}</span>
        </li>

        """));

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
