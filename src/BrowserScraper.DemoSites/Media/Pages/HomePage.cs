using BrowserScraper.DemoSites.Media.Sources;

namespace BrowserScraper.DemoSites.Media.Pages;

internal static class HomePage
{
    private static readonly string[] Popular = ["harbor", "mountains", "city at night", "nature"];

    public static string Render(SourceFacts source) => MediaFrame.Render(
        source,
        "Home",
        $"""
            <section class="welcome">
              <h1>{source.About}</h1>
              <p>Others look for {string.Join(", ", Popular.Select(Link))}.</p>
            </section>
        """);

    private static string Link(string query) => $"""<a href="/search?q={Uri.EscapeDataString(query)}">{query}</a>""";
}
