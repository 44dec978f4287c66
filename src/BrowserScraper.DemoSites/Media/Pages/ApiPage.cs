using System.Net;
using BrowserScraper.DemoSites.Media.Sources;

namespace BrowserScraper.DemoSites.Media.Pages;

/// <summary>A page whose script asks the API.</summary>
internal static class ApiPage
{
    public static string Render(SourceFacts source, string query) => ResultsPage.Frame(
        source,
        query,
        $"""
            <p class="quiet" data-testid="total" role="status">Looking ...</p>
            <ul class="results" data-testid="results" data-query="{WebUtility.HtmlEncode(query)}"
              aria-label="Results" aria-busy="true"></ul>
            <p class="alert" role="alert" data-testid="error" hidden>The search did not work. Please try again.</p>
            <p class="center"><button type="button" data-testid="more" hidden>Show more</button></p>
        """,
        "api.js");
}
