using System.Net;
using BrowserScraper.DemoSites.Hosting;
using BrowserScraper.DemoSites.Media.Content;
using BrowserScraper.DemoSites.Media.Sources;

namespace BrowserScraper.DemoSites.Media.Pages;

/// <summary>What the result pages of all sources have in common.</summary>
internal static class ResultsPage
{
    public const int ThumbWidth = 360;
    public const int SmallThumbWidth = 180;

    private const string Empty = """<p role="status" data-testid="no-results">Nothing was found.</p>""";

    /// <param name="view">What is to be shown.</param>
    /// <param name="item">The content of a result's <c>li</c>.</param>
    /// <param name="script">The name of a script among the assets.</param>
    public static string Render(ResultsView view, Func<Medium, string> item, string? script = null) => Frame(
        view.Source,
        view.Query,
        $"""
            <p class="quiet" data-testid="total">{view.Found} {(view.Found == 1 ? "result" : "results")}</p>
            {(view.Found == 0 ? Empty : "")}
            <ul class="results" data-testid="results" data-page="{view.Page}" aria-label="Results">
              {string.Concat(view.Shown.Select(medium => Item(medium, item(medium))))}
            </ul>
            {(view.Pages == 1 ? "" : PageLinks.Render(view.Page, view.Pages, page => $"{AddressOf(view.Query)}&page={page}"))}
        """,
        script);

    public static string Frame(SourceFacts source, string query, string body, string? script = null)
    {
        string heading = $"Results for {WebUtility.HtmlEncode(query)}";
        return MediaFrame.Render(source, heading, $"    <h1>{heading}</h1>\n{body}", query, script);
    }

    public static string Thumb(Medium medium) => $"""
        <img src="{medium.ThumbPath(ThumbWidth)}" width="{ThumbWidth}" height="{ThumbWidth * 2 / 3}" alt="{medium.Title}">
        """;

    public static string AddressOf(string query) => $"/search?q={Uri.EscapeDataString(query)}";

    private static string Item(Medium medium, string content) =>
        $"""<li data-testid="result" data-id="{medium.Id}">{content}</li>""";
}
